CREATE SCHEMA IF NOT EXISTS inventory;

CREATE TABLE inventory.location (
    id          uuid        NOT NULL CONSTRAINT location_pk PRIMARY KEY,
    merchant_id uuid        NOT NULL,
    code        text        NOT NULL,
    name_zh     text        NOT NULL,
    name_en     text,
    region_code text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT location_code_once_per_merchant UNIQUE (merchant_id, code)
);
COMMENT ON TABLE inventory.location IS 'Where merchants keep goods; written by the merchants and by the data packs.';

CREATE TABLE inventory.stock (
    variant_id  uuid        NOT NULL,
    location_id uuid        NOT NULL CONSTRAINT stock_at_location REFERENCES inventory.location (id),
    merchant_id uuid        NOT NULL,
    product_id  uuid        NOT NULL,
    on_hand     bigint      NOT NULL,
    committed   bigint      NOT NULL,
    version     bigint      NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT stock_pk PRIMARY KEY (variant_id, location_id),
    CONSTRAINT stock_committed_within_on_hand CHECK (committed BETWEEN 0 AND on_hand)
);
COMMENT ON TABLE inventory.stock IS
    'Pieces on the shelf and how many of them are promised to orders; version grows with every change of a row.';
CREATE INDEX stock_by_merchant ON inventory.stock (merchant_id, variant_id);
CREATE INDEX stock_by_product ON inventory.stock (product_id);

CREATE TABLE inventory.movement (
    id              bigint      NOT NULL GENERATED ALWAYS AS IDENTITY CONSTRAINT movement_pk PRIMARY KEY,
    variant_id      uuid        NOT NULL,
    location_id     uuid        NOT NULL,
    kind            text        NOT NULL,
    on_hand_delta   bigint      NOT NULL,
    committed_delta bigint      NOT NULL,
    reference       text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT movement_of_stock FOREIGN KEY (variant_id, location_id)
        REFERENCES inventory.stock (variant_id, location_id),
    CONSTRAINT movement_kind_known
        CHECK (kind IN ('RECEIPT', 'COUNT', 'LOSS', 'COMMIT', 'RELEASE', 'SALE', 'RETURN'))
);
COMMENT ON TABLE inventory.movement IS
    'Every change of stock, appended with it and never changed; the sums are the levels. Orders are named in reference.';
CREATE INDEX movement_by_stock ON inventory.movement (variant_id, location_id, id);

CREATE TABLE inventory.commitment (
    order_id    uuid        NOT NULL,
    variant_id  uuid        NOT NULL,
    location_id uuid        NOT NULL,
    quantity    bigint      NOT NULL,
    state       text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT commitment_pk PRIMARY KEY (order_id, variant_id, location_id),
    CONSTRAINT commitment_of_stock FOREIGN KEY (variant_id, location_id)
        REFERENCES inventory.stock (variant_id, location_id),
    CONSTRAINT commitment_quantity_positive CHECK (quantity > 0),
    CONSTRAINT commitment_state_known CHECK (state IN ('COMMITTED', 'SOLD', 'RELEASED'))
);
COMMENT ON TABLE inventory.commitment IS
    'Pieces promised to an order; written when it is placed, and once more when it is paid or given up.';
