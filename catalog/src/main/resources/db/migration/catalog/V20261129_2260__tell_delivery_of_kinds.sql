ALTER TABLE catalog.product_type
    ADD COLUMN delivery text NOT NULL DEFAULT 'PARCEL',
    ADD CONSTRAINT product_type_delivery_known CHECK (delivery IN ('PARCEL', 'COLD_CHAIN', 'DIGITAL'));
ALTER TABLE catalog.product_type_version
    ADD COLUMN delivery text NOT NULL DEFAULT 'PARCEL';
COMMENT ON COLUMN catalog.product_type.delivery IS 'How goods of the kind reach their buyers.';

-- What the engine knew by name until now.
UPDATE catalog.product_type SET delivery = 'COLD_CHAIN' WHERE code = 'cold_chain_fish';
UPDATE catalog.product_type SET delivery = 'DIGITAL' WHERE code = 'ticket';
