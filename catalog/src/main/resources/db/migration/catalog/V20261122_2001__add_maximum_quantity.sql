ALTER TABLE catalog.variant
    ADD COLUMN max_quantity bigint,
    ADD CONSTRAINT variant_maximum_above_minimum CHECK (max_quantity >= min_quantity);
COMMENT ON COLUMN catalog.variant.max_quantity IS 'Most of it in one cart or order, for groups without tiers; null means no limit.';

ALTER TABLE catalog.price_tier
    ADD COLUMN max_quantity bigint,
    ADD CONSTRAINT price_tier_maximum_above_minimum CHECK (max_quantity >= min_quantity);
COMMENT ON COLUMN catalog.price_tier.max_quantity IS 'Most that its group may buy at once, the largest of all tiers counts; null means no limit.';
