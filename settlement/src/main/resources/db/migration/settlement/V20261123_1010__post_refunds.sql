ALTER TABLE settlement.ledger_transaction
    DROP CONSTRAINT ledger_transaction_kind_known,
    ADD CONSTRAINT ledger_transaction_kind_known
        CHECK (kind IN ('ORDER_PAID', 'MERCHANT_ORDER_COMPLETED', 'ORDER_REFUNDED'));
ALTER TABLE settlement.statement_line
    ADD COLUMN refunded_minor            bigint NOT NULL DEFAULT 0,
    ADD COLUMN commission_returned_minor bigint NOT NULL DEFAULT 0,
    ADD COLUMN village_returned_minor    bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT statement_line_refunds CHECK (refunded_minor BETWEEN 0 AND gross_minor
        AND commission_returned_minor BETWEEN 0 AND commission_minor
        AND village_returned_minor BETWEEN 0 AND village_minor
        AND commission_returned_minor + village_returned_minor <= refunded_minor);
