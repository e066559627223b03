ALTER TABLE checkout.order_line ADD COLUMN ships_from date;
COMMENT ON COLUMN checkout.order_line.ships_from IS
    'The first day on which it is sent, as promised when it was ordered; null for goods that were not on pre-sale.';
