CREATE TABLE catalog.certificate (
    id          uuid        NOT NULL CONSTRAINT certificate_pk PRIMARY KEY,
    merchant_id uuid        NOT NULL,
    kind        text        NOT NULL,
    number      text        NOT NULL,
    name_zh     text        NOT NULL,
    name_en     text,
    issuer      text        NOT NULL,
    holder      text        NOT NULL,
    valid_from  date        NOT NULL,
    valid_to    date        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT certificate_number_once_per_kind UNIQUE (merchant_id, kind, number),
    CONSTRAINT certificate_period_ordered CHECK (valid_from <= valid_to)
);
COMMENT ON TABLE catalog.certificate IS 'Documents that prove something about goods.';

CREATE TABLE catalog.product_certificate (
    product_id     uuid        NOT NULL CONSTRAINT product_certificate_product REFERENCES catalog.product (id),
    certificate_id uuid        NOT NULL CONSTRAINT product_certificate_certificate REFERENCES catalog.certificate (id),
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT product_certificate_pk PRIMARY KEY (product_id, certificate_id)
);
COMMENT ON TABLE catalog.product_certificate IS 'Which goods a certificate covers.';

CREATE TABLE catalog.batch (
    id               uuid        NOT NULL CONSTRAINT batch_pk PRIMARY KEY,
    product_id       uuid        NOT NULL CONSTRAINT batch_of_product REFERENCES catalog.product (id),
    code             text        NOT NULL CONSTRAINT batch_code_unique UNIQUE,
    produced_on      date        NOT NULL,
    best_before      date,
    origin_code      text        NOT NULL,
    events           jsonb       NOT NULL,
    first_scanned_at timestamptz,
    created_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT batch_dates_ordered CHECK (produced_on <= best_before)
);
COMMENT ON TABLE catalog.batch IS 'Lots with their trace events, oldest first.';
CREATE INDEX batch_by_product ON catalog.batch (product_id);
