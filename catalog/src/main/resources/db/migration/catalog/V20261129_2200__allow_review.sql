ALTER TABLE catalog.product
    DROP CONSTRAINT product_status_known,
    ADD CONSTRAINT product_status_known CHECK (status IN ('DRAFT', 'IN_REVIEW', 'LISTED', 'WITHDRAWN')) NOT VALID;
