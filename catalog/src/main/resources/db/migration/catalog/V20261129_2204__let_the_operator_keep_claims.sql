ALTER TABLE catalog.forbidden_claim
    ALTER COLUMN reason_en DROP NOT NULL,
    ADD COLUMN changed_by uuid;
