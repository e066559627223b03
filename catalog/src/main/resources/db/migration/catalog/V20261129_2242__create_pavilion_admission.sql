CREATE TABLE catalog.pavilion_admission (
    id          uuid        NOT NULL CONSTRAINT pavilion_admission_pk PRIMARY KEY,
    pavilion_id uuid        NOT NULL CONSTRAINT pavilion_admission_pavilion REFERENCES catalog.pavilion (id),
    merchant_id uuid        NOT NULL,
    state       text        NOT NULL CONSTRAINT pavilion_admission_state_known
        CHECK (state IN ('APPLIED', 'ADMITTED', 'REFUSED', 'ENDED')),
    offered_fee numeric(5, 4) NOT NULL CONSTRAINT pavilion_admission_offered_fee_bounded
        CHECK (offered_fee >= 0 AND offered_fee <= 0.2),
    fee_rate    numeric(5, 4) CONSTRAINT pavilion_admission_fee_within_offer
        CHECK (fee_rate >= 0 AND fee_rate <= offered_fee),
    message     text,
    reason      text,
    applied_at  timestamptz NOT NULL,
    decided_at  timestamptz,
    decided_by  uuid,
    version     int         NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pavilion_admission_admitted_at_a_fee CHECK (state <> 'ADMITTED' OR fee_rate IS NOT NULL),
    CONSTRAINT pavilion_admission_closed_with_reason CHECK ((state IN ('REFUSED', 'ENDED')) = (reason IS NOT NULL))
);
COMMENT ON TABLE catalog.pavilion_admission IS
    'Whose goods a pavilion may show, and what it gets of their sales; merchants apply, curators decide. What was closed stays.';
CREATE UNIQUE INDEX pavilion_admission_open_once ON catalog.pavilion_admission (pavilion_id, merchant_id)
    WHERE state IN ('APPLIED', 'ADMITTED');
CREATE INDEX pavilion_admission_in_order ON catalog.pavilion_admission (pavilion_id, id);
CREATE INDEX pavilion_admission_of_merchant ON catalog.pavilion_admission (merchant_id, id);
