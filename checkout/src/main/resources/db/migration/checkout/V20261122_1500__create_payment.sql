CREATE SCHEMA IF NOT EXISTS checkout;

CREATE TABLE checkout.payment_intent (
    id           uuid        NOT NULL CONSTRAINT payment_intent_pk PRIMARY KEY,
    order_id     uuid        NOT NULL CONSTRAINT payment_intent_once_per_order UNIQUE,
    order_number text        NOT NULL,
    amount_minor bigint      NOT NULL CONSTRAINT payment_intent_amount_positive CHECK (amount_minor > 0),
    currency     text        NOT NULL CONSTRAINT payment_intent_currency_code CHECK (currency ~ '^[A-Z]{3}$'),
    subject      text        NOT NULL,
    status       text        NOT NULL
        CONSTRAINT payment_intent_status_known CHECK (status IN ('OPEN', 'PAID', 'CANCELLED')),
    expires_at   timestamptz NOT NULL,
    version      bigint      NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE checkout.payment_intent IS
    'What an order is to be paid with; written when the order is placed, and once more when it is paid or cancelled.';

CREATE TABLE checkout.payment_attempt (
    id                   uuid        NOT NULL CONSTRAINT payment_attempt_pk PRIMARY KEY,
    intent_id            uuid        NOT NULL
        CONSTRAINT payment_attempt_of_intent REFERENCES checkout.payment_intent (id),
    attempt_no           text        NOT NULL CONSTRAINT payment_attempt_no_unique UNIQUE
        CONSTRAINT payment_attempt_no_sendable CHECK (attempt_no ~ '^[A-Za-z0-9_]{1,64}$'),
    provider             text        NOT NULL,
    product              text        NOT NULL CONSTRAINT payment_attempt_product_known CHECK (product IN ('PAGE', 'QR')),
    status               text        NOT NULL CONSTRAINT payment_attempt_status_known
        CHECK (status IN ('REQUIRES_ACTION', 'SUCCEEDED', 'CANCELLED', 'FAILED')),
    amount_minor         bigint      NOT NULL CONSTRAINT payment_attempt_amount_positive CHECK (amount_minor > 0),
    currency             text        NOT NULL,
    expected_app_id      text        NOT NULL,
    expected_seller_id   text        NOT NULL,
    expires_at           timestamptz NOT NULL,
    return_url           text,
    client_action        text,
    action_expires_at    timestamptz,
    provider_trade_no    text,
    paid_at              timestamptz,
    capture              text        CONSTRAINT payment_attempt_capture_known
        CHECK (capture IN ('COUNTED', 'DUPLICATE', 'LATE', 'RETURNED')),
    refunded_minor       bigint      NOT NULL DEFAULT 0,
    result_unknown_since timestamptz,
    next_poll_at         timestamptz,
    last_polled_at       timestamptz,
    version              bigint      NOT NULL,
    created_at           timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payment_attempt_trade_no_once UNIQUE (provider, provider_trade_no),
    CONSTRAINT payment_attempt_succeeded_is_captured CHECK ((status = 'SUCCEEDED') = (capture IS NOT NULL)),
    CONSTRAINT payment_attempt_captured_has_trade_no
        CHECK (capture IS NULL OR (provider_trade_no IS NOT NULL AND paid_at IS NOT NULL)),
    CONSTRAINT payment_attempt_refunded_within_amount CHECK (refunded_minor BETWEEN 0 AND amount_minor),
    CONSTRAINT payment_attempt_action_has_expiry CHECK ((client_action IS NULL) = (action_expires_at IS NULL))
);
COMMENT ON TABLE checkout.payment_attempt IS
    'One number at the provider; written before the provider is called, and by what the provider says about it.';
COMMENT ON COLUMN checkout.payment_attempt.capture IS
    'COUNTED paid the order; DUPLICATE came after it, LATE after the cancelling: both are refunded; RETURNED was refunded elsewhere before it was seen.';
CREATE UNIQUE INDEX payment_attempt_counted_once ON checkout.payment_attempt (intent_id) WHERE capture = 'COUNTED';
CREATE UNIQUE INDEX payment_attempt_living_once_per_product
    ON checkout.payment_attempt (intent_id, product) WHERE status = 'REQUIRES_ACTION';
CREATE INDEX payment_attempt_by_intent ON checkout.payment_attempt (intent_id);
CREATE INDEX payment_attempt_due ON checkout.payment_attempt (next_poll_at) WHERE next_poll_at IS NOT NULL;

CREATE TABLE checkout.payment_refund (
    id           uuid        NOT NULL CONSTRAINT payment_refund_pk PRIMARY KEY,
    attempt_id   uuid        NOT NULL
        CONSTRAINT payment_refund_of_attempt REFERENCES checkout.payment_attempt (id)
        CONSTRAINT payment_refund_once_per_attempt UNIQUE,
    refund_no    text        NOT NULL CONSTRAINT payment_refund_no_unique UNIQUE,
    amount_minor bigint      NOT NULL CONSTRAINT payment_refund_amount_positive CHECK (amount_minor > 0),
    currency     text        NOT NULL,
    status       text        NOT NULL CONSTRAINT payment_refund_status_known CHECK (status IN ('REQUESTED', 'SUCCEEDED')),
    submit_count integer     NOT NULL DEFAULT 0,
    next_poll_at timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payment_refund_pursued_until_done CHECK ((status = 'REQUESTED') = (next_poll_at IS NOT NULL))
);
COMMENT ON TABLE checkout.payment_refund IS
    'Money that came too often or too late and goes back whole; written with the capture, pursued until it is returned.';
CREATE INDEX payment_refund_due ON checkout.payment_refund (next_poll_at) WHERE next_poll_at IS NOT NULL;

CREATE TABLE checkout.provider_event (
    id           uuid        NOT NULL CONSTRAINT provider_event_pk PRIMARY KEY,
    provider     text        NOT NULL,
    event_key    text        NOT NULL,
    raw_body     bytea       NOT NULL,
    attempt_no   text,
    verified     boolean     NOT NULL DEFAULT false,
    outcome      text        NOT NULL CONSTRAINT provider_event_outcome_known
        CHECK (outcome IN ('RECEIVED', 'APPLIED', 'UNCHANGED', 'REFUSED')),
    reason       text,
    deliveries   integer     NOT NULL DEFAULT 1,
    received_at  timestamptz NOT NULL,
    processed_at timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT provider_event_once UNIQUE (provider, event_key),
    CONSTRAINT provider_event_refusal_has_reason CHECK ((outcome = 'REFUSED') = (reason IS NOT NULL)),
    CONSTRAINT provider_event_applied_is_verified CHECK (outcome <> 'APPLIED' OR verified)
);
COMMENT ON TABLE checkout.provider_event IS
    'What providers told us, byte for byte, stored before it is believed; and answers that did not fit an attempt.';
CREATE INDEX provider_event_by_attempt ON checkout.provider_event (attempt_no);
