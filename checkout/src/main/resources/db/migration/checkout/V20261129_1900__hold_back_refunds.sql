ALTER TABLE checkout.payment_refund ADD COLUMN is_held_back boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN checkout.payment_refund.is_held_back IS
    'Proven, but not told yet: whether its part had been let go before it is not known until the provider says so.';
CREATE INDEX payment_refund_held_back ON checkout.payment_refund (id) WHERE is_held_back;
