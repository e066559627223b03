CREATE TABLE merchants.region_version (
    code        text        NOT NULL,
    valid_from  date        NOT NULL,
    valid_until date,
    name        text        NOT NULL,
    successor   text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT region_version_pk PRIMARY KEY (code, valid_from),
    CONSTRAINT region_version_ends_after_it_begins CHECK (valid_until > valid_from),
    CONSTRAINT region_version_followed_when_it_ends CHECK (successor IS NULL OR valid_until IS NOT NULL),
    CONSTRAINT region_version_followed_by_another CHECK (successor <> code)
);
COMMENT ON TABLE merchants.region_version IS
    'How divisions were called and coded, and what took their place; loaded by the data packs, never removed.';
COMMENT ON COLUMN merchants.region_version.valid_until IS 'The first day on which it was not valid any more.';
COMMENT ON COLUMN merchants.region_version.successor IS
    'The code that took its place; null when the code lived on under another name, or nothing followed.';
