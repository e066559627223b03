CREATE TABLE catalog.recall (
    id           uuid        NOT NULL CONSTRAINT recall_pk PRIMARY KEY,
    batch_id     uuid        NOT NULL CONSTRAINT recall_of_batch UNIQUE REFERENCES catalog.batch (id),
    merchant_id  uuid        NOT NULL,
    reason_zh    text        NOT NULL,
    reason_en    text,
    remedy_zh    text        NOT NULL,
    remedy_en    text,
    opened_by    text        NOT NULL,
    opened_at    timestamptz NOT NULL,
    taken_off    bigint      NOT NULL DEFAULT 0,
    promised     bigint      NOT NULL DEFAULT 0,
    untracked    bigint      NOT NULL DEFAULT 0,
    closed_at    timestamptz,
    closed_note  text,
    version      int         NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT recall_closed_with_note CHECK ((closed_at IS NULL) = (closed_note IS NULL))
);
COMMENT ON TABLE catalog.recall IS 'Batches that were called back, once each; written by their merchants and the operator, never taken back.';
CREATE INDEX recall_by_merchant ON catalog.recall (merchant_id, id);
