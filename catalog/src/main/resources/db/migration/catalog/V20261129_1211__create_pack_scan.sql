CREATE TABLE catalog.pack_scan (
    batch_id   uuid        NOT NULL CONSTRAINT pack_scan_of_batch REFERENCES catalog.batch (id),
    serial     text        NOT NULL,
    scans      bigint      NOT NULL,
    first_at   timestamptz NOT NULL,
    last_at    timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pack_scan_pk PRIMARY KEY (batch_id, serial),
    CONSTRAINT pack_scan_counts CHECK (scans > 0)
);
COMMENT ON TABLE catalog.pack_scan IS 'How often single packs were looked up by their serial number; written by whoever scans one.';
