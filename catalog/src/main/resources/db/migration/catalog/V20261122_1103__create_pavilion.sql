CREATE TABLE catalog.pavilion (
    id             uuid        NOT NULL CONSTRAINT pavilion_pk PRIMARY KEY,
    handle         text        NOT NULL CONSTRAINT pavilion_handle_unique UNIQUE,
    name_zh        text        NOT NULL,
    name_en        text,
    description_zh text        NOT NULL,
    description_en text,
    region_code    text        NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE catalog.pavilion IS 'Curated shops of a region''s specialities.';

CREATE TABLE catalog.pavilion_listing (
    pavilion_id uuid        NOT NULL CONSTRAINT pavilion_listing_pavilion REFERENCES catalog.pavilion (id),
    product_id  uuid        NOT NULL CONSTRAINT pavilion_listing_product REFERENCES catalog.product (id),
    position    int         NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pavilion_listing_pk PRIMARY KEY (pavilion_id, product_id)
);
COMMENT ON TABLE catalog.pavilion_listing IS 'What a pavilion shows, in its own order.';
CREATE INDEX pavilion_listing_in_order ON catalog.pavilion_listing (pavilion_id, position, product_id);
CREATE INDEX pavilion_listing_by_product ON catalog.pavilion_listing (product_id);
