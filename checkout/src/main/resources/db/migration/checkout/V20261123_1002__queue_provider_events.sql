ALTER TABLE checkout.provider_event
    DROP CONSTRAINT provider_event_outcome_known,
    ADD CONSTRAINT provider_event_outcome_known
        CHECK (outcome IN ('RECEIVED', 'VERIFIED', 'APPLIED', 'UNCHANGED', 'REFUSED')),
    ADD COLUMN said        jsonb,
    ADD COLUMN tries       integer NOT NULL DEFAULT 0,
    ADD COLUMN next_try_at timestamptz,
    ADD CONSTRAINT provider_event_queued_until_applied CHECK ((outcome = 'VERIFIED') = (next_try_at IS NOT NULL)),
    ADD CONSTRAINT provider_event_queued_says_something CHECK (outcome <> 'VERIFIED' OR said IS NOT NULL AND verified);
COMMENT ON COLUMN checkout.provider_event.said IS
    'What a genuine message says, in our words; written when it is verified, carried out afterwards.';
CREATE INDEX provider_event_queued ON checkout.provider_event (next_try_at) WHERE outcome = 'VERIFIED';
