CREATE SCHEMA IF NOT EXISTS catalog;

CREATE TABLE catalog.category (
    code            text          NOT NULL CONSTRAINT category_pk PRIMARY KEY,
    parent          text          CONSTRAINT category_parent REFERENCES catalog.category (code),
    name_zh         text          NOT NULL,
    name_en         text,
    commission_rate numeric(5, 4) NOT NULL,
    position        int           NOT NULL,
    created_at      timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT category_commission_below_one CHECK (commission_rate >= 0 AND commission_rate < 1)
);
COMMENT ON TABLE catalog.category IS 'The tree of goods; loaded by the data packs.';

CREATE TABLE catalog.product_type (
    code          text        NOT NULL CONSTRAINT product_type_pk PRIMARY KEY,
    name_zh       text        NOT NULL,
    name_en       text,
    category_code text        NOT NULL CONSTRAINT product_type_category REFERENCES catalog.category (code),
    attributes    jsonb       NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE catalog.product_type IS 'Kinds of goods; attributes is the ordered list of typed attributes.';
