-- Who builds, and up to which product the index is filled: another copy goes on from there when the builder is gone.
ALTER TABLE search.rebuild ADD COLUMN owner uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';
ALTER TABLE search.rebuild ADD COLUMN filled_to uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000';
COMMENT ON TABLE search.rebuild IS
    'The index that is being built; while it stands here, every drain loop writes to it too, whether its builder lives or not.';
