ALTER TABLE catalog.pavilion_listing
    ALTER COLUMN position TYPE bigint,
    ADD COLUMN is_picked   boolean NOT NULL DEFAULT true,
    ADD COLUMN is_excluded boolean NOT NULL DEFAULT false,
    ADD COLUMN title_zh    text,
    ADD COLUMN title_en    text,
    ADD COLUMN blurb_zh    text,
    ADD COLUMN blurb_en    text,
    ADD CONSTRAINT pavilion_listing_excluded_by_hand CHECK (is_picked OR NOT is_excluded),
    ADD CONSTRAINT pavilion_listing_written_by_hand CHECK (is_picked OR (title_zh IS NULL AND blurb_zh IS NULL)),
    ADD CONSTRAINT pavilion_listing_chinese_first
        CHECK ((title_zh IS NOT NULL OR title_en IS NULL) AND (blurb_zh IS NOT NULL OR blurb_en IS NULL));
COMMENT ON TABLE catalog.pavilion_listing IS
    'What a pavilion shows, in its own order: picks of its curator at small positions, what its rules find at large ones.';
COMMENT ON COLUMN catalog.pavilion_listing.is_picked IS 'False for what a rule found: such rows come and go with the goods.';
