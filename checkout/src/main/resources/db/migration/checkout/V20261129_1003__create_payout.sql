CREATE TABLE checkout.payout (
    id             uuid        NOT NULL CONSTRAINT payout_pk PRIMARY KEY,
    request_no     text        NOT NULL CONSTRAINT payout_no_unique UNIQUE,
    request_key    text        NOT NULL CONSTRAINT payout_once_per_key UNIQUE,
    provider       text        NOT NULL,
    beneficiary    text        NOT NULL,
    payee_account  text        NOT NULL,
    payee_name     text        NOT NULL,
    amount_minor   bigint      NOT NULL CONSTRAINT payout_amount_positive CHECK (amount_minor > 0),
    currency       text        NOT NULL,
    title          text        NOT NULL,
    status         text        NOT NULL CONSTRAINT payout_status_known
        CHECK (status IN ('REQUESTED', 'PROCESSING', 'SUCCEEDED', 'FAILED', 'RETURNED')),
    failure        text        NOT NULL DEFAULT '',
    tries          integer     NOT NULL DEFAULT 0,
    next_poll_at   timestamptz,
    settled_at     timestamptz,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payout_pursued_until_settled CHECK ((settled_at IS NULL) = (next_poll_at IS NOT NULL)),
    CONSTRAINT payout_settled CHECK ((status IN ('SUCCEEDED', 'FAILED', 'RETURNED')) = (settled_at IS NOT NULL))
);
COMMENT ON TABLE checkout.payout IS
    'Money paid out of the platform''s own account to those who have a share of it; stored before it is sent and pursued until it is proven.';
CREATE INDEX payout_due ON checkout.payout (next_poll_at) WHERE next_poll_at IS NOT NULL;
