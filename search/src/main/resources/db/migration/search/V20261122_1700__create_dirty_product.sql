CREATE SCHEMA IF NOT EXISTS search;

-- Numbers start at the clock, in microseconds: an index that outlived its database never holds higher versions.
CREATE SEQUENCE search.change_number;
SELECT setval('search.change_number', CAST(extract(epoch FROM now()) * 1000000 AS bigint));

CREATE TABLE search.dirty_product (
    product_id   uuid        NOT NULL CONSTRAINT dirty_product_pk PRIMARY KEY,
    mark         bigint      NOT NULL,
    since        timestamptz NOT NULL DEFAULT clock_timestamp(),
    leased_until timestamptz NOT NULL DEFAULT '-infinity'
);
COMMENT ON TABLE search.dirty_product IS
    'Products whose search document is older than the truth; written by the outbox listener, emptied by the drain loops.';
CREATE INDEX dirty_product_by_age ON search.dirty_product (since);

CREATE TABLE search.rebuild (
    id          smallint    NOT NULL CONSTRAINT rebuild_pk PRIMARY KEY CONSTRAINT rebuild_only_one CHECK (id = 1),
    index_name  text        NOT NULL,
    lease_until timestamptz NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE search.rebuild IS
    'The index that some copy of the engine is building now; while it stands here, every drain loop writes to it too.';
