ALTER TABLE checkout.payment_intent
    DROP CONSTRAINT payment_intent_status_known,
    ADD CONSTRAINT payment_intent_status_known CHECK (status IN ('OPEN', 'PARTIALLY_PAID', 'PAID', 'CANCELLED'));

ALTER TABLE checkout.payment_attempt
    ADD COLUMN leg_id       uuid CONSTRAINT payment_attempt_of_leg REFERENCES checkout.payment_leg (id),
    ADD COLUMN sub_merchant text,
    ADD COLUMN merge_no     text,
    ADD CONSTRAINT payment_attempt_direct_is_of_leg CHECK ((sub_merchant IS NULL) = (leg_id IS NULL)),
    ADD CONSTRAINT payment_attempt_merged_is_direct CHECK (merge_no IS NULL OR leg_id IS NOT NULL);
COMMENT ON COLUMN checkout.payment_attempt.leg_id IS
    'The part it pays, when the money goes to that merchant directly; null when it pays the whole order.';
COMMENT ON COLUMN checkout.payment_attempt.merge_no IS
    'Shared by the attempts that the buyer pays in one go; null otherwise.';

DROP INDEX checkout.payment_attempt_counted_once;
CREATE UNIQUE INDEX payment_attempt_counted_once
    ON checkout.payment_attempt (intent_id, COALESCE(leg_id, '00000000-0000-0000-0000-000000000000'))
 WHERE capture = 'COUNTED';
DROP INDEX checkout.payment_attempt_living_once_per_way;
CREATE UNIQUE INDEX payment_attempt_living_once_per_way
    ON checkout.payment_attempt (intent_id, provider, product, COALESCE(payer, ''),
        COALESCE(leg_id, '00000000-0000-0000-0000-000000000000'), COALESCE(merge_no, ''))
 WHERE status = 'REQUIRES_ACTION';

ALTER TABLE checkout.payment_event
    DROP CONSTRAINT payment_event_kind_known,
    ADD CONSTRAINT payment_event_kind_known CHECK (kind IN ('PAID', 'PART_PAID', 'REVIVED', 'SURPLUS', 'CANCELLED',
        'REFUND_ASKED', 'REFUND_DONE', 'REFUND_FAILED', 'REFUND_FOUND',
        'SETTLEMENT_PLANNED', 'SETTLEMENT_CONFIRMED', 'SPLIT_DONE', 'SPLIT_FAILED', 'SPLIT_REVERSED', 'SETTLED'));
