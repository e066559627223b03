CREATE TABLE inventory.flash_sale (
    id              uuid        NOT NULL CONSTRAINT flash_sale_pk PRIMARY KEY,
    merchant_id     uuid        NOT NULL,
    product_id      uuid        NOT NULL,
    variant_id      uuid        NOT NULL,
    pool_id         uuid        NOT NULL,
    base_units      bigint      NOT NULL,
    location_id     uuid        NOT NULL,
    quantity        bigint      NOT NULL,
    per_buyer_limit bigint      NOT NULL,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz NOT NULL,
    state           text        NOT NULL,
    ended_at        timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT flash_sale_of_stock FOREIGN KEY (pool_id, location_id)
        REFERENCES inventory.stock (variant_id, location_id),
    CONSTRAINT flash_sale_quantities CHECK (quantity > 0 AND per_buyer_limit > 0 AND base_units > 0),
    CONSTRAINT flash_sale_ends_after_start CHECK (ends_at > starts_at),
    CONSTRAINT flash_sale_state_known CHECK (state IN ('SCHEDULED', 'RUNNING', 'ENDED')),
    CONSTRAINT flash_sale_ended_at CHECK ((state = 'ENDED') = (ended_at IS NOT NULL))
);
COMMENT ON TABLE inventory.flash_sale IS
    'Sales of a part of the stock within a time; whoever sets state to ENDED gives the rest back in the same transaction.';
COMMENT ON COLUMN inventory.flash_sale.pool_id IS
    'Whose stock is set aside, and base_units of it for a piece: as the ladder stood when the sale was made.';
CREATE UNIQUE INDEX flash_sale_one_per_variant ON inventory.flash_sale (variant_id) WHERE state <> 'ENDED';
CREATE INDEX flash_sale_by_merchant ON inventory.flash_sale (merchant_id, id);
CREATE INDEX flash_sale_by_pool ON inventory.flash_sale (pool_id, location_id) WHERE state <> 'ENDED';

CREATE TABLE inventory.flash_purchase (
    order_id   uuid        NOT NULL,
    sale_id    uuid        NOT NULL CONSTRAINT flash_purchase_of_sale REFERENCES inventory.flash_sale (id),
    buyer      text        NOT NULL,
    quantity   bigint      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT flash_purchase_pk PRIMARY KEY (order_id, sale_id),
    CONSTRAINT flash_purchase_quantity_positive CHECK (quantity > 0)
);
COMMENT ON TABLE inventory.flash_purchase IS
    'Who bought how much of a sale; counts as long as the commitments of the order are not released.';
CREATE INDEX flash_purchase_by_buyer ON inventory.flash_purchase (sale_id, buyer);
