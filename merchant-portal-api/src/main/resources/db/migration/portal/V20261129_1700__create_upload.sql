CREATE SCHEMA IF NOT EXISTS portal;

CREATE TABLE portal.upload (
    id            uuid        NOT NULL CONSTRAINT upload_pk PRIMARY KEY,
    merchant_id   uuid        NOT NULL,
    secret_sha256 text        NOT NULL CONSTRAINT upload_secret_unique UNIQUE,
    file_name     text        NOT NULL,
    wanted_sha256 text,
    attempt       uuid,
    bytes         bigint,
    sha256        text,
    expires_at    timestamptz NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT upload_whole_or_awaited CHECK ((attempt IS NULL) = (bytes IS NULL) AND (attempt IS NULL) = (sha256 IS NULL))
);
COMMENT ON TABLE portal.upload IS 'Files that merchants send by a link; attempt names the parts of the one that came in whole.';

CREATE TABLE portal.upload_part (
    attempt    uuid        NOT NULL,
    position   int         NOT NULL,
    upload_id  uuid        NOT NULL CONSTRAINT upload_part_of_upload REFERENCES portal.upload (id) ON DELETE CASCADE,
    bytes      bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT upload_part_pk PRIMARY KEY (attempt, position),
    CONSTRAINT upload_part_not_too_large CHECK (length(bytes) <= 1048576)
);
COMMENT ON TABLE portal.upload_part IS 'Parts of uploaded files as they came in; deleted when nobody needs the file any more.';
CREATE INDEX upload_part_by_upload ON portal.upload_part (upload_id);
