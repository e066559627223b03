CREATE TABLE checkout.payment_settlement (
    id           uuid        NOT NULL CONSTRAINT payment_settlement_pk PRIMARY KEY,
    leg_id       uuid        NOT NULL
        CONSTRAINT payment_settlement_of_leg REFERENCES checkout.payment_leg (id)
        CONSTRAINT payment_settlement_once_per_leg UNIQUE,
    attempt_id   uuid        NOT NULL
        CONSTRAINT payment_settlement_of_attempt REFERENCES checkout.payment_attempt (id),
    status       text        NOT NULL CONSTRAINT payment_settlement_status_known
        CHECK (status IN ('PENDING', 'CONFIRMING', 'SPLITTING', 'DONE')),
    request_no   text        CONSTRAINT payment_settlement_no_unique UNIQUE,
    amount_minor bigint,
    currency     text        NOT NULL,
    failure      text        NOT NULL DEFAULT '',
    tries        integer     NOT NULL DEFAULT 0,
    next_poll_at timestamptz,
    settled_at   timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payment_settlement_begun_has_amount
        CHECK (status = 'PENDING' OR (amount_minor IS NOT NULL AND amount_minor >= 0)),
    CONSTRAINT payment_settlement_sent_has_number CHECK (status NOT IN ('CONFIRMING', 'SPLITTING') OR request_no IS NOT NULL),
    CONSTRAINT payment_settlement_pursued_until_done CHECK ((status = 'DONE') = (next_poll_at IS NULL)),
    CONSTRAINT payment_settlement_done_is_settled CHECK ((status = 'DONE') = (settled_at IS NOT NULL))
);
COMMENT ON TABLE checkout.payment_settlement IS
    'A merchant''s part that is let go to it once the buyer has the goods; planned then, and pursued until the provider proves it.';
CREATE INDEX payment_settlement_due ON checkout.payment_settlement (next_poll_at) WHERE next_poll_at IS NOT NULL;

CREATE TABLE checkout.payment_split (
    id             uuid        NOT NULL CONSTRAINT payment_split_pk PRIMARY KEY,
    settlement_id  uuid        NOT NULL
        CONSTRAINT payment_split_of_settlement REFERENCES checkout.payment_settlement (id),
    kind           text        NOT NULL CONSTRAINT payment_split_kind_known
        CHECK (kind IN ('COMMISSION', 'AFFILIATE', 'SUBSIDY')),
    owner          text        NOT NULL,
    share_minor    bigint      NOT NULL CONSTRAINT payment_split_share_positive CHECK (share_minor > 0),
    amount_minor   bigint,
    reversed_minor bigint      NOT NULL DEFAULT 0,
    request_no     text        NOT NULL CONSTRAINT payment_split_no_unique UNIQUE,
    status         text        NOT NULL CONSTRAINT payment_split_status_known
        CHECK (status IN ('PENDING', 'PROCESSING', 'SUCCEEDED', 'FAILED', 'VOID')),
    error_code     text        NOT NULL DEFAULT '',
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payment_split_amount_within_share CHECK (amount_minor BETWEEN 0 AND share_minor),
    CONSTRAINT payment_split_reversed_within_amount CHECK (reversed_minor BETWEEN 0 AND COALESCE(amount_minor, 0)),
    CONSTRAINT payment_split_sent_has_amount CHECK (status IN ('PENDING', 'VOID') OR amount_minor > 0)
);
COMMENT ON TABLE checkout.payment_split IS
    'What another than the merchant gets of a part; a failed one stays as it was and is tried again under a number of its own.';
CREATE UNIQUE INDEX payment_split_once ON checkout.payment_split (settlement_id, kind, owner) WHERE status <> 'FAILED';

CREATE TABLE checkout.payment_split_reversal (
    id           uuid        NOT NULL CONSTRAINT payment_split_reversal_pk PRIMARY KEY,
    split_id     uuid        NOT NULL
        CONSTRAINT payment_split_reversal_of_split REFERENCES checkout.payment_split (id),
    refund_id    uuid        NOT NULL
        CONSTRAINT payment_split_reversal_of_refund REFERENCES checkout.payment_refund (id),
    amount_minor bigint      NOT NULL CONSTRAINT payment_split_reversal_positive CHECK (amount_minor > 0),
    status       text        NOT NULL CONSTRAINT payment_split_reversal_status_known
        CHECK (status IN ('PENDING', 'SUCCEEDED', 'CANCELLED')),
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payment_split_reversal_once UNIQUE (split_id, refund_id)
);
COMMENT ON TABLE checkout.payment_split_reversal IS
    'What a refund takes back from those who got a share; reserved before the provider is asked, settled with the refund.';
CREATE INDEX payment_split_reversal_by_refund ON checkout.payment_split_reversal (refund_id);

ALTER TABLE checkout.payment_refund ADD COLUMN claws_back boolean;
COMMENT ON COLUMN checkout.payment_refund.claws_back IS
    'Whether shares are taken back with it; decided before it is first sent and never changed, null before.';
