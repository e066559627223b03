ALTER TABLE checkout.payment_split
    DROP CONSTRAINT payment_split_kind_known,
    ADD CONSTRAINT payment_split_kind_known CHECK (kind IN ('COMMISSION', 'AFFILIATE', 'PAVILION', 'SUBSIDY'));
