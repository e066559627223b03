ALTER TABLE inventory.lot
    ADD COLUMN stopped boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN inventory.lot.stopped IS 'Called back: no piece of it is ever picked or sold again.';
CREATE INDEX lot_by_code ON inventory.lot (code);
CREATE INDEX lot_stopped_with_pieces ON inventory.lot (variant_id) WHERE stopped AND on_hand > committed;
CREATE INDEX commitment_lot_by_code ON inventory.commitment_lot (code);

ALTER TABLE inventory.movement
    DROP CONSTRAINT movement_kind_known,
    ADD CONSTRAINT movement_kind_known
        CHECK (kind IN ('RECEIPT', 'COUNT', 'LOSS', 'COMMIT', 'RELEASE', 'SALE', 'RETURN', 'TRANSFER', 'EARMARK',
                        'CHANNEL_SALE', 'EXPIRED', 'RECALLED'));
