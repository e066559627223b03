-- Where a buyer fetches the goods, as the place was called when the order was placed.
ALTER TABLE checkout.merchant_order
    ADD COLUMN pick_up_place jsonb;
