CREATE TABLE checkout.payment_leg (
    id                  uuid        NOT NULL CONSTRAINT payment_leg_pk PRIMARY KEY,
    intent_id           uuid        NOT NULL
        CONSTRAINT payment_leg_of_intent REFERENCES checkout.payment_intent (id),
    merchant_order_id   uuid        NOT NULL CONSTRAINT payment_leg_once_per_part UNIQUE,
    merchant_id         uuid        NOT NULL,
    amount_minor        bigint      NOT NULL CONSTRAINT payment_leg_amount_positive CHECK (amount_minor > 0),
    refund_asked_minor  bigint      NOT NULL DEFAULT 0,
    created_at          timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payment_leg_refunds_within_amount CHECK (refund_asked_minor BETWEEN 0 AND amount_minor)
);
COMMENT ON TABLE checkout.payment_leg IS
    'What of an intent is for which merchant''s part; written with the intent, and by refunds, which reserve what they take.';
CREATE INDEX payment_leg_by_intent ON checkout.payment_leg (intent_id);
INSERT INTO checkout.payment_leg (id, intent_id, merchant_order_id, merchant_id, amount_minor)
SELECT gen_random_uuid(), intent.id, part.id, part.merchant_id, part.goods_minor + part.delivery_minor
  FROM checkout.payment_intent AS intent
  JOIN checkout.merchant_order AS part ON part.order_id = intent.order_id;

ALTER TABLE checkout.payment_attempt
    ADD COLUMN refund_asked_minor bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT payment_attempt_refunds_within_amount CHECK (refund_asked_minor BETWEEN 0 AND amount_minor);
UPDATE checkout.payment_attempt AS attempt
   SET refund_asked_minor = refund.amount_minor
  FROM checkout.payment_refund AS refund
 WHERE refund.attempt_id = attempt.id;

ALTER TABLE checkout.payment_refund
    DROP CONSTRAINT payment_refund_once_per_attempt,
    DROP CONSTRAINT payment_refund_status_known,
    DROP CONSTRAINT payment_refund_pursued_until_done,
    ADD COLUMN origin      text NOT NULL DEFAULT 'SURPLUS'
        CONSTRAINT payment_refund_origin_known CHECK (origin IN ('SURPLUS', 'ASKED', 'ELSEWHERE')),
    ADD COLUMN reason      text NOT NULL DEFAULT '',
    ADD COLUMN request_key text,
    ADD COLUMN settled_at  timestamptz,
    ADD COLUMN failure     text,
    ADD COLUMN submitted_at timestamptz,
    ADD CONSTRAINT payment_refund_status_known CHECK (status IN ('REQUESTED', 'SUBMITTED', 'SUCCEEDED', 'FAILED')),
    ADD CONSTRAINT payment_refund_pursued_until_done
        CHECK ((status IN ('REQUESTED', 'SUBMITTED')) = (next_poll_at IS NOT NULL)),
    ADD CONSTRAINT payment_refund_failed_has_cause CHECK ((status = 'FAILED') = (failure IS NOT NULL));
UPDATE checkout.payment_refund SET settled_at = created_at WHERE status = 'SUCCEEDED';
ALTER TABLE checkout.payment_refund
    ADD CONSTRAINT payment_refund_settled CHECK ((status IN ('SUCCEEDED', 'FAILED')) = (settled_at IS NOT NULL));
COMMENT ON TABLE checkout.payment_refund IS
    'Money that goes back: a surplus, what a merchant gives back, or what was found to be given back at the provider. Stored before it is asked for and pursued under the same number until it is proven.';
CREATE INDEX payment_refund_by_attempt ON checkout.payment_refund (attempt_id);
CREATE UNIQUE INDEX payment_refund_once_per_key ON checkout.payment_refund (attempt_id, request_key);

CREATE TABLE checkout.payment_refund_part (
    refund_id    uuid        NOT NULL
        CONSTRAINT payment_refund_part_of_refund REFERENCES checkout.payment_refund (id),
    leg_id       uuid        NOT NULL
        CONSTRAINT payment_refund_part_of_leg REFERENCES checkout.payment_leg (id),
    amount_minor bigint      NOT NULL CONSTRAINT payment_refund_part_positive CHECK (amount_minor > 0),
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payment_refund_part_pk PRIMARY KEY (refund_id, leg_id)
);
COMMENT ON TABLE checkout.payment_refund_part IS
    'From which merchants'' parts a refund is taken; a surplus has none, for no merchant was ever credited with it.';
CREATE INDEX payment_refund_part_by_leg ON checkout.payment_refund_part (leg_id);

CREATE TABLE checkout.payment_event (
    id         uuid        NOT NULL CONSTRAINT payment_event_pk PRIMARY KEY,
    intent_id  uuid        NOT NULL CONSTRAINT payment_event_of_intent REFERENCES checkout.payment_intent (id),
    kind       text        NOT NULL CONSTRAINT payment_event_kind_known
        CHECK (kind IN ('PAID', 'REVIVED', 'SURPLUS', 'CANCELLED', 'REFUND_ASKED', 'REFUND_DONE', 'REFUND_FAILED', 'REFUND_FOUND')),
    subject    uuid        NOT NULL,
    amount_minor bigint    NOT NULL,
    said_at    timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT payment_event_once UNIQUE (kind, subject)
);
COMMENT ON TABLE checkout.payment_event IS
    'Each change of money, once and for good, in the transaction that made it. Append-only.';
CREATE INDEX payment_event_by_intent ON checkout.payment_event (intent_id, id);
CREATE FUNCTION checkout.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'events of payments are append-only'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_event_append_only';
END $$;
CREATE TRIGGER payment_event_append_only BEFORE UPDATE OR DELETE ON checkout.payment_event
    FOR EACH ROW EXECUTE FUNCTION checkout.refuse_change();

ALTER TABLE checkout.payment_attempt
    DROP CONSTRAINT payment_attempt_product_known,
    ADD CONSTRAINT payment_attempt_product_known CHECK (product IN ('PAGE', 'WAP', 'APP', 'QR', 'JSAPI')),
    ADD COLUMN payer text;
COMMENT ON COLUMN checkout.payment_attempt.payer IS
    'Who pays, as the provider calls the buyer within our application; only where the way to pay is bound to it.';
DROP INDEX checkout.payment_attempt_living_once_per_product;
CREATE UNIQUE INDEX payment_attempt_living_once_per_way
    ON checkout.payment_attempt (intent_id, provider, product, COALESCE(payer, '')) WHERE status = 'REQUIRES_ACTION';
