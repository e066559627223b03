ALTER TABLE portal.product_import
    ADD COLUMN media_upload_id uuid;
CREATE INDEX product_import_by_archive ON portal.product_import (media_upload_id) WHERE media_upload_id IS NOT NULL;

CREATE TABLE portal.import_media (
    import_id  uuid        NOT NULL CONSTRAINT import_media_of_import REFERENCES portal.product_import (id) ON DELETE CASCADE,
    name       text COLLATE "C" NOT NULL,
    media_id   uuid,
    reason_zh  text,
    reason_en  text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT import_media_pk PRIMARY KEY (import_id, name),
    CONSTRAINT import_media_made_or_told CHECK ((media_id IS NULL) = (reason_en IS NOT NULL))
);
COMMENT ON TABLE portal.import_media IS
    'What became of the pictures that rows of files name, by their names in the archive; never changed.';
