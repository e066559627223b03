CREATE TABLE catalog.product (
    id             uuid        NOT NULL CONSTRAINT product_pk PRIMARY KEY,
    merchant_id    uuid        NOT NULL,
    key            text        NOT NULL,
    handle         text        NOT NULL CONSTRAINT product_handle_unique UNIQUE,
    product_type   text        NOT NULL CONSTRAINT product_of_type REFERENCES catalog.product_type (code),
    category_code  text        NOT NULL CONSTRAINT product_in_category REFERENCES catalog.category (code),
    title_zh       text        NOT NULL,
    title_en       text,
    description_zh text        NOT NULL,
    description_en text,
    origin_code    text        NOT NULL,
    attributes     jsonb       NOT NULL,
    image          text,
    keywords       text        NOT NULL DEFAULT '',
    status         text        NOT NULL,
    version        int         NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT product_key_once_per_merchant UNIQUE (merchant_id, key),
    CONSTRAINT product_status_known CHECK (status IN ('DRAFT', 'LISTED', 'WITHDRAWN')),
    CONSTRAINT product_version_positive CHECK (version > 0)
);
COMMENT ON TABLE catalog.product IS 'Products; written by their merchants and by the data packs.';
CREATE INDEX product_by_merchant ON catalog.product (merchant_id, id);

CREATE TABLE catalog.variant (
    id               uuid        NOT NULL CONSTRAINT variant_pk PRIMARY KEY,
    product_id       uuid        NOT NULL CONSTRAINT variant_of_product REFERENCES catalog.product (id),
    merchant_id      uuid        NOT NULL,
    sku              text        NOT NULL,
    position         int         NOT NULL,
    attributes       jsonb       NOT NULL,
    price_minor      bigint      NOT NULL,
    currency         text        NOT NULL,
    net_weight_grams bigint,
    unit             text        NOT NULL,
    barcode          text,
    min_quantity     bigint      NOT NULL,
    case_pack        bigint      NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT variant_sku_once_per_merchant UNIQUE (merchant_id, sku),
    CONSTRAINT variant_price_positive CHECK (price_minor > 0),
    CONSTRAINT variant_weight_positive CHECK (net_weight_grams > 0),
    CONSTRAINT variant_quantities_positive CHECK (min_quantity > 0 AND case_pack > 0)
);
COMMENT ON TABLE catalog.variant IS 'What can be bought; price_minor is the list price of one unit.';
CREATE INDEX variant_by_product ON catalog.variant (product_id, position);

CREATE TABLE catalog.price_tier (
    variant_id     uuid        NOT NULL CONSTRAINT price_tier_of_variant REFERENCES catalog.variant (id),
    customer_group text        NOT NULL,
    min_quantity   bigint      NOT NULL,
    price_minor    bigint      NOT NULL,
    step           bigint      NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT price_tier_pk PRIMARY KEY (variant_id, customer_group, min_quantity),
    CONSTRAINT price_tier_price_positive CHECK (price_minor > 0),
    CONSTRAINT price_tier_quantities_positive CHECK (min_quantity > 0 AND step > 0)
);
COMMENT ON TABLE catalog.price_tier IS 'Prices of customer groups by quantity, in the currency of the variant.';
