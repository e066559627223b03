CREATE TABLE catalog.picture (
    path         text        NOT NULL CONSTRAINT picture_pk PRIMARY KEY,
    content_type text        NOT NULL,
    bytes        bytea       NOT NULL,
    sha256       text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT picture_not_too_large CHECK (length(bytes) <= 1048576)
);
COMMENT ON TABLE catalog.picture IS 'Pictures of goods by the path they are served under; written by the data packs.';
