CREATE TABLE inventory.lot (
    variant_id  uuid        NOT NULL,
    location_id uuid        NOT NULL,
    code        text        NOT NULL,
    best_before date,
    on_hand     bigint      NOT NULL,
    committed   bigint      NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT lot_pk PRIMARY KEY (variant_id, location_id, code),
    CONSTRAINT lot_of_stock FOREIGN KEY (variant_id, location_id)
        REFERENCES inventory.stock (variant_id, location_id),
    CONSTRAINT lot_committed_within_on_hand CHECK (committed BETWEEN 0 AND on_hand)
);
COMMENT ON TABLE inventory.lot IS
    'Which batches the pieces of a stock row are of, as far as it is known; changed only under the lock of that row.';
CREATE INDEX lot_by_best_before ON inventory.lot (best_before) WHERE on_hand > committed;

CREATE TABLE inventory.commitment_lot (
    order_id    uuid        NOT NULL,
    variant_id  uuid        NOT NULL,
    location_id uuid        NOT NULL,
    code        text        NOT NULL,
    best_before date,
    quantity    bigint      NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT commitment_lot_pk PRIMARY KEY (order_id, variant_id, location_id, code),
    CONSTRAINT commitment_lot_of_lot FOREIGN KEY (variant_id, location_id, code)
        REFERENCES inventory.lot (variant_id, location_id, code),
    CONSTRAINT commitment_lot_quantity_positive CHECK (quantity > 0)
);
COMMENT ON TABLE inventory.commitment_lot IS 'Which lots an order was given, first expired first; never changed.';

CREATE TABLE inventory.merchant_setting (
    merchant_id      uuid        NOT NULL CONSTRAINT merchant_setting_pk PRIMARY KEY,
    may_split        boolean     NOT NULL DEFAULT true,
    sale_margin_days int,
    created_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT merchant_setting_margin CHECK (sale_margin_days BETWEEN 0 AND 3650)
);
COMMENT ON TABLE inventory.merchant_setting IS
    'How a merchant wants its stock handled; a merchant without a row has the defaults.';
