ALTER TABLE checkout.order_line ADD COLUMN sources jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN checkout.order_line.sources IS 'Places and batches that the pieces were taken from; empty for old orders.';
COMMENT ON TABLE checkout.checkout IS
    'Frozen prices and held stock of a cart; of the quote only the places change, when the address becomes known.';
