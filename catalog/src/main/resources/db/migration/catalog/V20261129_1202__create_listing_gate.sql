CREATE TABLE catalog.listing_gate (
    code              text        NOT NULL CONSTRAINT listing_gate_pk PRIMARY KEY,
    category_code     text        NOT NULL CONSTRAINT listing_gate_of_category REFERENCES catalog.category (code),
    kind              text        NOT NULL,
    certificate_kinds jsonb       NOT NULL DEFAULT '[]',
    number_attribute  text,
    attributes        jsonb       NOT NULL DEFAULT '[]',
    reason_zh         text        NOT NULL,
    reason_en         text,
    effective_from    date        NOT NULL,
    version           int         NOT NULL DEFAULT 1,
    changed_by        uuid,
    created_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT listing_gate_kind_known
        CHECK (kind IN ('PRODUCT_CERTIFICATE', 'MERCHANT_LICENCE', 'ATTRIBUTES'))
);
COMMENT ON TABLE catalog.listing_gate IS
    'What goods of a category and all below it need before they may be on sale; written by the operator and the data packs.';
