ALTER TABLE catalog.certificate
    ADD COLUMN state       text        NOT NULL DEFAULT 'VERIFIED',
    ADD COLUMN scope       text        NOT NULL DEFAULT '',
    ADD COLUMN document_id uuid,
    ADD COLUMN batch_code  text,
    ADD COLUMN quota_grams bigint,
    ADD COLUMN used_grams  bigint      NOT NULL DEFAULT 0,
    ADD COLUMN reason      text,
    ADD COLUMN decided_by  uuid,
    ADD COLUMN decided_at  timestamptz,
    ADD COLUMN warned_at   timestamptz,
    ADD COLUMN lapsed_at   timestamptz,
    ADD COLUMN version     int         NOT NULL DEFAULT 1,
    DROP CONSTRAINT certificate_number_once_per_kind,
    ADD CONSTRAINT certificate_of_kind FOREIGN KEY (kind) REFERENCES catalog.certificate_kind (code),
    ADD CONSTRAINT certificate_state_known CHECK (state IN ('SUBMITTED', 'VERIFIED', 'REJECTED', 'REVOKED', 'REPLACED')),
    ADD CONSTRAINT certificate_quota_positive CHECK (quota_grams > 0 AND used_grams >= 0);
COMMENT ON COLUMN catalog.certificate.state IS 'Counts only when VERIFIED by the operator and valid on the day.';
COMMENT ON COLUMN catalog.certificate.lapsed_at IS 'When the engine noticed that valid_to has passed, and took off what hung on it.';

CREATE UNIQUE INDEX certificate_in_force_once ON catalog.certificate (merchant_id, kind, number)
    WHERE state IN ('VERIFIED', 'REVOKED');
CREATE UNIQUE INDEX certificate_submitted_once ON catalog.certificate (merchant_id, kind, number)
    WHERE state IN ('SUBMITTED', 'REJECTED');
CREATE INDEX certificate_by_merchant ON catalog.certificate (merchant_id, id);
CREATE INDEX certificate_to_decide ON catalog.certificate (id) WHERE state = 'SUBMITTED';
CREATE INDEX certificate_to_lapse ON catalog.certificate (valid_to) WHERE state = 'VERIFIED' AND lapsed_at IS NULL;
CREATE INDEX product_certificate_by_certificate ON catalog.product_certificate (certificate_id);
