ALTER TABLE settlement.ledger_transaction
    DROP CONSTRAINT ledger_transaction_kind_known,
    ADD CONSTRAINT ledger_transaction_kind_known CHECK (kind IN ('ORDER_PAID', 'MERCHANT_ORDER_COMPLETED',
        'ORDER_REFUNDED', 'PART_SETTLED', 'PAYOUT_ASKED', 'PAYOUT_ENDED'));
ALTER TABLE settlement.ledger_transaction ALTER COLUMN order_id DROP NOT NULL;
COMMENT ON COLUMN settlement.ledger_transaction.order_id IS 'The order whose money it is; null when it is of many, as a payout is.';
ALTER TABLE settlement.ledger_entry
    DROP CONSTRAINT ledger_entry_account_known,
    ADD CONSTRAINT ledger_entry_account_known CHECK (account_kind IN ('PROVIDER_CLEARING', 'MERCHANT_PENDING',
        'MERCHANT_DUE', 'PLATFORM_COMMISSION', 'VILLAGE_SHARE', 'PLATFORM_ACCOUNT', 'PAYOUT_PENDING'));
