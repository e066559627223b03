CREATE SCHEMA IF NOT EXISTS server;

CREATE TABLE server.loaded_packs (
    digest     text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT loaded_packs_pk PRIMARY KEY (created_at, digest)
);
COMMENT ON TABLE server.loaded_packs IS 'Which contents of the data packs were loaded, newest last; written at start-up.';
