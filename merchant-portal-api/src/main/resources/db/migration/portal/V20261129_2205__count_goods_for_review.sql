ALTER TABLE portal.product_import ADD COLUMN for_review bigint NOT NULL DEFAULT 0;
