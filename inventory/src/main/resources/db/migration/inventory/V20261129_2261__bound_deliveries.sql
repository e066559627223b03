ALTER TABLE inventory.location
    ADD COLUMN delivers_to jsonb NOT NULL DEFAULT '[]',
    ADD CONSTRAINT location_delivers_to_codes CHECK (jsonb_typeof(delivers_to) = 'array');
COMMENT ON COLUMN inventory.location.delivers_to IS 'Codes of the regions to which goods are sent from here; empty: to anywhere.';
