ALTER TABLE catalog.variant ADD COLUMN quantity_step bigint NOT NULL DEFAULT 1;
ALTER TABLE catalog.variant ALTER COLUMN quantity_step DROP DEFAULT;
ALTER TABLE catalog.variant ADD CONSTRAINT variant_quantity_step_positive CHECK (quantity_step > 0);
