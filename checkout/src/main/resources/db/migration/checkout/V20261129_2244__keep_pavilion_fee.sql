ALTER TABLE checkout.order_line
    ADD COLUMN pavilion_fee_rate numeric(5, 4),
    ADD CONSTRAINT order_line_pavilion_fee_bounded CHECK (pavilion_fee_rate >= 0 AND pavilion_fee_rate < 1),
    ADD CONSTRAINT order_line_fee_of_pavilion CHECK (pavilion_fee_rate IS NULL OR pavilion IS NOT NULL);
COMMENT ON COLUMN checkout.order_line.pavilion_fee_rate IS
    'What the pavilion through which it was bought gets of it, as agreed then; null when nothing was agreed.';
