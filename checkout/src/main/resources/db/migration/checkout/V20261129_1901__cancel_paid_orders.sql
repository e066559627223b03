ALTER TABLE checkout.buyer_order
    DROP CONSTRAINT buyer_order_paid_at,
    ADD CONSTRAINT buyer_order_paid_at
        CHECK (state = 'CANCELLED' OR (state IN ('PAID', 'COMPLETED')) = (paid_at IS NOT NULL));
COMMENT ON COLUMN checkout.buyer_order.paid_at IS
    'When it was paid, also when its buyer gave it up thereafter; null of what was never paid.';
