CREATE TABLE checkout.bill_day (
    provider    text        NOT NULL,
    day         date        NOT NULL,
    next_try_at timestamptz,
    tries       integer     NOT NULL DEFAULT 0,
    line_count  integer,
    compared_at timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT bill_day_pk PRIMARY KEY (provider, day),
    CONSTRAINT bill_day_compared_or_waiting CHECK ((compared_at IS NULL) = (next_try_at IS NOT NULL))
);
COMMENT ON TABLE checkout.bill_day IS
    'Days whose bill is compared with our books; written by the job that compares, a copy at a time.';
CREATE INDEX bill_day_due ON checkout.bill_day (next_try_at) WHERE next_try_at IS NOT NULL;

CREATE TABLE checkout.bill_line (
    provider     text        NOT NULL,
    day          date        NOT NULL,
    position     integer     NOT NULL,
    kind         text        NOT NULL CONSTRAINT bill_line_kind_known CHECK (kind IN ('PAYMENT', 'REFUND')),
    attempt_no   text        NOT NULL,
    trade_no     text        NOT NULL,
    refund_no    text        NOT NULL,
    amount_minor bigint      NOT NULL CONSTRAINT bill_line_amount_positive CHECK (amount_minor > 0),
    fee_minor    bigint      NOT NULL,
    happened_at  timestamptz NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT bill_line_pk PRIMARY KEY (provider, day, position)
);
COMMENT ON TABLE checkout.bill_line IS 'What the provider''s bill of a day says, as it was when it was compared.';
CREATE INDEX bill_line_by_attempt ON checkout.bill_line (provider, attempt_no);

CREATE TABLE checkout.reconciliation_break (
    id          uuid        NOT NULL CONSTRAINT reconciliation_break_pk PRIMARY KEY,
    provider    text        NOT NULL,
    day         date        NOT NULL,
    kind        text        NOT NULL CONSTRAINT reconciliation_break_kind_known
        CHECK (kind IN ('MISSING_HERE', 'MISSING_THERE', 'AMOUNT', 'STATUS', 'FEE', 'DUPLICATE')),
    subject     text        NOT NULL,
    attempt_no  text        NOT NULL,
    order_number text,
    here_minor  bigint,
    there_minor bigint,
    state       text        NOT NULL CONSTRAINT reconciliation_break_state_known
        CHECK (state IN ('OPEN', 'REPAIRED', 'SETTLED')),
    note        text        NOT NULL DEFAULT '',
    settled_by  uuid,
    found_at    timestamptz NOT NULL,
    settled_at  timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT reconciliation_break_once UNIQUE (provider, day, kind, subject),
    CONSTRAINT reconciliation_break_open_is_unsettled CHECK ((state = 'OPEN') = (settled_at IS NULL))
);
COMMENT ON TABLE checkout.reconciliation_break IS
    'Where a bill and our books differ: repaired where that is certain, else open until somebody settles it.';
CREATE INDEX reconciliation_break_by_state ON checkout.reconciliation_break (state, id);
CREATE INDEX payment_attempt_paid_at ON checkout.payment_attempt (paid_at) WHERE paid_at IS NOT NULL;
CREATE INDEX payment_refund_settled_at ON checkout.payment_refund (settled_at) WHERE settled_at IS NOT NULL;
