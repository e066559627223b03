ALTER TABLE checkout.order_line
    ADD COLUMN bundle_id uuid,
    ADD COLUMN bundle_name_zh text,
    ADD COLUMN bundle_name_en text,
    ADD CONSTRAINT order_line_bundle_named CHECK ((bundle_id IS NULL) = (bundle_name_zh IS NULL));
COMMENT ON COLUMN checkout.order_line.bundle_id IS 'The bundle at whose price it was bought; null when it was bought for itself.';
