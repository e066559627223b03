ALTER TABLE checkout.merchant_order ADD COLUMN note text;
COMMENT ON COLUMN checkout.merchant_order.note IS 'What the buyer said about the whole order, as plain text.';

ALTER TABLE checkout.order_line
    ADD COLUMN note     text,
    ADD COLUMN pavilion text,
    ADD COLUMN referral text;
COMMENT ON COLUMN checkout.order_line.pavilion IS 'Handle of the pavilion where the buyer found the goods, if it listed them.';
