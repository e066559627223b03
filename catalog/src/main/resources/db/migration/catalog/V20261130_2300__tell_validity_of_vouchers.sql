ALTER TABLE catalog.product_type
    ADD COLUMN voucher_valid_days int NOT NULL DEFAULT 365,
    ADD CONSTRAINT product_type_voucher_valid_days_bounded CHECK (voucher_valid_days BETWEEN 1 AND 3650),
    DROP CONSTRAINT product_type_delivery_known,
    ADD CONSTRAINT product_type_delivery_known CHECK (delivery IN ('PARCEL', 'COLD_CHAIN', 'DIGITAL', 'SERVICE'));
ALTER TABLE catalog.product_type_version
    ADD COLUMN voucher_valid_days int NOT NULL DEFAULT 365;
COMMENT ON COLUMN catalog.product_type.voucher_valid_days IS
    'How long a voucher can be redeemed; of goods that are carried it says nothing.';
