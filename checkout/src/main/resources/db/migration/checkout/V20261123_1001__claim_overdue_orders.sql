ALTER TABLE checkout.buyer_order ADD COLUMN give_up_at timestamptz;
UPDATE checkout.buyer_order SET give_up_at = pay_before;
ALTER TABLE checkout.buyer_order ALTER COLUMN give_up_at SET NOT NULL;
COMMENT ON COLUMN checkout.buyer_order.give_up_at IS
    'When an unpaid order is next to be given up: first when its time to pay ends, then after the lease of the copy that tries.';
DROP INDEX checkout.buyer_order_unpaid;
CREATE INDEX buyer_order_unpaid ON checkout.buyer_order (give_up_at) WHERE state = 'PENDING_PAYMENT';
