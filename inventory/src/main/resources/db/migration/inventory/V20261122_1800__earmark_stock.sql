ALTER TABLE inventory.stock
    ADD COLUMN earmarked bigint  NOT NULL DEFAULT 0,
    ADD COLUMN low_below bigint,
    ADD COLUMN by_lot    boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT stock_committed_within_on_hand,
    ADD CONSTRAINT stock_promises_within_on_hand
        CHECK (committed >= 0 AND earmarked >= 0 AND committed + earmarked <= on_hand),
    ADD CONSTRAINT stock_low_positive CHECK (low_below > 0);
COMMENT ON TABLE inventory.stock IS
    'Pieces on the shelf, how many are promised to orders and how many are set aside; version grows with every change.';

CREATE TABLE inventory.earmark (
    variant_id  uuid        NOT NULL,
    location_id uuid        NOT NULL,
    channel     text        NOT NULL,
    quantity    bigint      NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT earmark_pk PRIMARY KEY (variant_id, location_id, channel),
    CONSTRAINT earmark_of_stock FOREIGN KEY (variant_id, location_id)
        REFERENCES inventory.stock (variant_id, location_id),
    CONSTRAINT earmark_quantity_not_negative CHECK (quantity >= 0),
    CONSTRAINT earmark_channel_named CHECK (channel <> '')
);
COMMENT ON TABLE inventory.earmark IS
    'What is set aside by channel; changed only under the lock of its stock row, whose earmarked is the sum.';

CREATE TABLE inventory.channel_sale (
    merchant_id uuid        NOT NULL,
    channel     text        NOT NULL,
    reference   text        NOT NULL,
    lines_hash  text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT channel_sale_pk PRIMARY KEY (merchant_id, channel, reference)
);
COMMENT ON TABLE inventory.channel_sale IS 'Sales that other channels told of, each booked once.';

-- By the transaction that wrote it, a feed finds every movement that committed late: numbers alone would skip some.
ALTER TABLE inventory.movement
    ADD COLUMN merchant_id     uuid,
    ADD COLUMN earmarked_delta bigint NOT NULL DEFAULT 0,
    ADD COLUMN channel         text,
    ADD COLUMN lot             text,
    ADD COLUMN written_in      xid8   NOT NULL DEFAULT pg_current_xact_id(),
    DROP CONSTRAINT movement_kind_known,
    ADD CONSTRAINT movement_kind_known
        CHECK (kind IN ('RECEIPT', 'COUNT', 'LOSS', 'COMMIT', 'RELEASE', 'SALE', 'RETURN', 'TRANSFER', 'EARMARK',
                        'CHANNEL_SALE', 'EXPIRED'));
UPDATE inventory.movement
   SET merchant_id = stock.merchant_id
  FROM inventory.stock AS stock
 WHERE stock.variant_id = movement.variant_id AND stock.location_id = movement.location_id;
ALTER TABLE inventory.movement ALTER COLUMN merchant_id SET NOT NULL;
CREATE INDEX movement_by_merchant ON inventory.movement (merchant_id, written_in, id);

ALTER TABLE inventory.commitment
    ADD COLUMN channel text NOT NULL DEFAULT '',
    DROP CONSTRAINT commitment_pk,
    ADD CONSTRAINT commitment_pk PRIMARY KEY (order_id, variant_id, location_id, channel);
COMMENT ON COLUMN inventory.commitment.channel IS 'Whose earmark the pieces were taken from; empty: from free stock.';
CREATE INDEX commitment_open_by_stock ON inventory.commitment (variant_id, location_id) WHERE state = 'COMMITTED';
