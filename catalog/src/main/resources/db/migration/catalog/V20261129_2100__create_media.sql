CREATE TABLE catalog.media (
    id          uuid        NOT NULL CONSTRAINT media_pk PRIMARY KEY,
    merchant_id uuid        NOT NULL,
    source      text        NOT NULL,
    renditions  jsonb       NOT NULL,
    needed_at   timestamptz NOT NULL DEFAULT now(),
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT media_once_per_source UNIQUE (merchant_id, source)
);
COMMENT ON TABLE catalog.media IS
    'Pictures that merchants sent, by what they were made of; those that no product shows are deleted a day after needed_at.';
CREATE INDEX media_by_need ON catalog.media (needed_at);

CREATE TABLE catalog.product_media (
    product_id uuid        NOT NULL CONSTRAINT product_media_of_product REFERENCES catalog.product (id),
    position   int         NOT NULL,
    media_id   uuid        NOT NULL CONSTRAINT product_media_shows REFERENCES catalog.media (id),
    alt_zh     text,
    alt_en     text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT product_media_pk PRIMARY KEY (product_id, position),
    CONSTRAINT product_media_once UNIQUE (product_id, media_id),
    CONSTRAINT product_media_at_most_fifty CHECK (position BETWEEN 0 AND 49)
);
COMMENT ON TABLE catalog.product_media IS 'Which pictures products show, in the order of their merchants, with what is read out in their place.';
CREATE INDEX product_media_by_media ON catalog.product_media (media_id);

ALTER TABLE catalog.picture
    ADD COLUMN media_id uuid CONSTRAINT picture_renders REFERENCES catalog.media (id) ON DELETE CASCADE,
    DROP CONSTRAINT picture_not_too_large,
    ADD CONSTRAINT picture_not_too_large CHECK (length(bytes) <= 8388608);
COMMENT ON TABLE catalog.picture IS
    'Pictures of goods by the path they are served under: of the data packs, and the renditions of media, which never change.';
CREATE INDEX picture_by_media ON catalog.picture (media_id) WHERE media_id IS NOT NULL;
