ALTER TABLE catalog.pavilion
    ADD COLUMN rules       jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN rule_order  text  NOT NULL DEFAULT 'NEWEST' CONSTRAINT pavilion_rule_order_known
        CHECK (rule_order IN ('NEWEST', 'PRICE_ASC', 'PRICE_DESC')),
    ADD COLUMN version     int   NOT NULL DEFAULT 1,
    ADD COLUMN written_by  uuid,
    ADD COLUMN review      int   NOT NULL DEFAULT 0,
    ADD COLUMN reviewed_to uuid;
COMMENT ON TABLE catalog.pavilion IS 'Curated shops of a region''s specialities; opened by data packs, written by their curators.';
COMMENT ON COLUMN catalog.pavilion.written_by IS 'The curator who last wrote its texts; data packs leave them alone then.';
COMMENT ON COLUMN catalog.pavilion.review IS 'Counts how often all goods had to be held against the rules anew.';
COMMENT ON COLUMN catalog.pavilion.reviewed_to IS 'The last product that the running review has looked at; null when none is running.';
