ALTER TABLE inventory.location
    ADD COLUMN kind       text    NOT NULL DEFAULT 'WAREHOUSE',
    ADD COLUMN cold_chain boolean NOT NULL DEFAULT false,
    ADD COLUMN active     boolean NOT NULL DEFAULT true,
    ADD CONSTRAINT location_kind_known CHECK (kind IN ('WAREHOUSE', 'SHOP'));
COMMENT ON COLUMN inventory.location.kind IS 'Buyers fetch goods at a SHOP.';
