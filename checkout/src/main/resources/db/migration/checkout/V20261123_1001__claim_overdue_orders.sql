ALTER TABLE checkout.buyer_order ADD COLUMN give_up_again_at timestamptz;
COMMENT ON COLUMN checkout.buyer_order.give_up_again_at IS
    'While a copy of the engine tries to give the unpaid order up, and if it could not: when the next try is due.';
