ALTER TABLE catalog.variant
    ADD COLUMN ships_from       date,
    ADD COLUMN pre_sale_ends_at timestamptz,
    ADD CONSTRAINT variant_pre_sale_whole CHECK ((ships_from IS NULL) = (pre_sale_ends_at IS NULL)),
    ADD CONSTRAINT variant_pre_sale_ends_with_its_day
        CHECK (pre_sale_ends_at <= CAST(ships_from + 1 AS timestamp) AT TIME ZONE 'Asia/Shanghai');
COMMENT ON COLUMN catalog.variant.ships_from IS
    'Sold before it can be sent: the first day on which it is; null for goods that are sold as usual.';
