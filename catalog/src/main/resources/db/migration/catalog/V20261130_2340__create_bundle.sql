CREATE TABLE catalog.bundle (
    id          uuid        NOT NULL CONSTRAINT bundle_pk PRIMARY KEY,
    merchant_id uuid        NOT NULL,
    code        text        NOT NULL,
    name_zh     text        NOT NULL,
    name_en     text,
    currency    text        NOT NULL,
    starts_at   timestamptz,
    ends_at     timestamptz,
    is_active   boolean     NOT NULL,
    version     int         NOT NULL,
    removed_at  timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT bundle_offered_for_a_while CHECK (starts_at < ends_at),
    CONSTRAINT bundle_version_positive CHECK (version > 0)
);
COMMENT ON TABLE catalog.bundle IS
    'Goods of a merchant that are offered together, each at a price of its own. Removed ones stay for carts and orders that name them. Written by their merchants.';
CREATE UNIQUE INDEX bundle_code_once_per_merchant ON catalog.bundle (merchant_id, code) WHERE removed_at IS NULL;
CREATE INDEX bundle_by_merchant ON catalog.bundle (merchant_id, id) WHERE removed_at IS NULL;

CREATE TABLE catalog.bundle_component (
    bundle_id        uuid        NOT NULL CONSTRAINT bundle_component_of_bundle REFERENCES catalog.bundle (id),
    variant_id       uuid        NOT NULL CONSTRAINT bundle_component_of_variant REFERENCES catalog.variant (id),
    position         int         NOT NULL,
    quantity         bigint      NOT NULL,
    unit_price_minor bigint      NOT NULL,
    created_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT bundle_component_pk PRIMARY KEY (bundle_id, variant_id),
    CONSTRAINT bundle_component_place_once UNIQUE (bundle_id, position),
    CONSTRAINT bundle_component_few CHECK (position BETWEEN 0 AND 9),
    CONSTRAINT bundle_component_quantity_possible CHECK (quantity BETWEEN 1 AND 999),
    CONSTRAINT bundle_component_price_positive CHECK (unit_price_minor > 0)
);
COMMENT ON TABLE catalog.bundle_component IS 'What one bundle consists of; prices are of one piece, in the currency of the bundle.';
CREATE INDEX bundle_component_by_variant ON catalog.bundle_component (variant_id);
