CREATE TABLE catalog.notice (
    id          uuid        NOT NULL CONSTRAINT notice_pk PRIMARY KEY,
    merchant_id uuid        NOT NULL,
    kind        text        NOT NULL,
    subject     text        NOT NULL,
    text_zh     text        NOT NULL,
    text_en     text        NOT NULL,
    created_at  timestamptz NOT NULL,
    CONSTRAINT notice_once UNIQUE (merchant_id, kind, subject, created_at)
);
COMMENT ON TABLE catalog.notice IS 'What merchants must know of their goods and documents; written by the engine, never changed.';
CREATE INDEX notice_by_merchant ON catalog.notice (merchant_id, id DESC);
