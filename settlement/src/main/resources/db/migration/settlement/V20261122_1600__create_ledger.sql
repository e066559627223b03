CREATE SCHEMA IF NOT EXISTS settlement;

CREATE TABLE settlement.ledger_transaction (
    id         uuid        NOT NULL CONSTRAINT ledger_transaction_pk PRIMARY KEY,
    kind       text        NOT NULL,
    subject    uuid        NOT NULL,
    order_id   uuid        NOT NULL,
    posted_at  timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ledger_transaction_once UNIQUE (kind, subject),
    CONSTRAINT ledger_transaction_kind_known CHECK (kind IN ('ORDER_PAID', 'MERCHANT_ORDER_COMPLETED'))
);
COMMENT ON TABLE settlement.ledger_transaction IS
    'Why money moved; one per event, so that an event delivered twice is posted once. Append-only.';

CREATE TABLE settlement.ledger_entry (
    id                uuid        NOT NULL CONSTRAINT ledger_entry_pk PRIMARY KEY,
    transaction_id    uuid        NOT NULL
        CONSTRAINT ledger_entry_of_transaction REFERENCES settlement.ledger_transaction (id),
    account_kind      text        NOT NULL,
    account_owner     text        NOT NULL,
    amount_minor      bigint      NOT NULL,
    currency          text        NOT NULL,
    merchant_order_id uuid,
    created_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ledger_entry_amount_not_zero CHECK (amount_minor <> 0),
    CONSTRAINT ledger_entry_account_known CHECK
        (account_kind IN ('PROVIDER_CLEARING', 'MERCHANT_PENDING', 'MERCHANT_DUE', 'PLATFORM_COMMISSION', 'VILLAGE_SHARE'))
);
COMMENT ON TABLE settlement.ledger_entry IS
    'Double-entry postings: debits positive, credits negative; every transaction sums to zero. Append-only.';
CREATE INDEX ledger_entry_by_transaction ON settlement.ledger_entry (transaction_id);
CREATE INDEX ledger_entry_by_account ON settlement.ledger_entry (account_kind, account_owner, created_at);
CREATE INDEX ledger_entry_by_merchant_order ON settlement.ledger_entry (merchant_order_id);

CREATE FUNCTION settlement.require_balance() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM settlement.ledger_entry WHERE transaction_id = NEW.transaction_id
                GROUP BY currency HAVING sum(amount_minor) <> 0) THEN
        RAISE EXCEPTION 'ledger transaction % does not sum to zero', NEW.transaction_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_transaction_balanced';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_transaction_balanced AFTER INSERT ON settlement.ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION settlement.require_balance();

CREATE FUNCTION settlement.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_append_only';
END $$;
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON settlement.ledger_entry
    FOR EACH ROW EXECUTE FUNCTION settlement.refuse_change();
CREATE TRIGGER ledger_transaction_append_only BEFORE UPDATE OR DELETE ON settlement.ledger_transaction
    FOR EACH ROW EXECUTE FUNCTION settlement.refuse_change();
