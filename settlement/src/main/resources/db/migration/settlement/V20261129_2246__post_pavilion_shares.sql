ALTER TABLE settlement.ledger_entry
    DROP CONSTRAINT ledger_entry_account_known,
    ADD CONSTRAINT ledger_entry_account_known CHECK (account_kind IN ('PROVIDER_CLEARING', 'MERCHANT_PENDING',
        'MERCHANT_DUE', 'PLATFORM_COMMISSION', 'VILLAGE_SHARE', 'PAVILION_SHARE', 'PLATFORM_ACCOUNT', 'PAYOUT_PENDING'));
ALTER TABLE settlement.statement_line
    ADD COLUMN pavilion_minor          bigint NOT NULL DEFAULT 0,
    ADD COLUMN pavilion_returned_minor bigint NOT NULL DEFAULT 0,
    DROP CONSTRAINT statement_line_parts,
    ADD CONSTRAINT statement_line_parts CHECK (commission_minor >= 0 AND village_minor >= 0 AND pavilion_minor >= 0
        AND commission_minor + village_minor + pavilion_minor <= gross_minor),
    DROP CONSTRAINT statement_line_refunds,
    ADD CONSTRAINT statement_line_refunds CHECK (refunded_minor BETWEEN 0 AND gross_minor
        AND commission_returned_minor BETWEEN 0 AND commission_minor
        AND village_returned_minor BETWEEN 0 AND village_minor
        AND pavilion_returned_minor BETWEEN 0 AND pavilion_minor
        AND commission_returned_minor + village_returned_minor + pavilion_returned_minor <= refunded_minor);
