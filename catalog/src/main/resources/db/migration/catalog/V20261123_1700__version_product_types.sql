ALTER TABLE catalog.product_type
    ADD COLUMN version int NOT NULL DEFAULT 1,
    ADD CONSTRAINT product_type_version_positive CHECK (version > 0);
COMMENT ON COLUMN catalog.product_type.version IS 'Grows with every change: of two readings the one with the larger sum is the newer.';

CREATE TABLE catalog.product_type_version (
    code          text        NOT NULL,
    version       int         NOT NULL,
    name_zh       text        NOT NULL,
    name_en       text,
    category_code text        NOT NULL,
    attributes    jsonb       NOT NULL,
    changed_by    uuid        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT product_type_version_pk PRIMARY KEY (code, version)
);
COMMENT ON TABLE catalog.product_type_version IS 'Kinds of goods as the operator set them, and who did; never changed.';
