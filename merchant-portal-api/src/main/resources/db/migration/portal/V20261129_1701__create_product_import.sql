CREATE TABLE portal.product_import (
    id             uuid        NOT NULL CONSTRAINT product_import_pk PRIMARY KEY,
    merchant_id    uuid        NOT NULL,
    upload_id      uuid        NOT NULL CONSTRAINT product_import_once_per_upload UNIQUE,
    file_name      text        NOT NULL,
    mapping        jsonb       NOT NULL,
    columns        jsonb       NOT NULL DEFAULT '{}',
    ignored        jsonb       NOT NULL DEFAULT '[]',
    is_dry_run     boolean     NOT NULL,
    is_partial     boolean     NOT NULL,
    state          text        NOT NULL,
    done_to        text COLLATE "C" NOT NULL DEFAULT '',
    rows           bigint      NOT NULL DEFAULT 0,
    products       bigint      NOT NULL DEFAULT 0,
    done           bigint      NOT NULL DEFAULT 0,
    created        bigint      NOT NULL DEFAULT 0,
    changed        bigint      NOT NULL DEFAULT 0,
    unchanged      bigint      NOT NULL DEFAULT 0,
    refused        bigint      NOT NULL DEFAULT 0,
    faults         bigint      NOT NULL DEFAULT 0,
    warnings       bigint      NOT NULL DEFAULT 0,
    report_secret  uuid        NOT NULL CONSTRAINT product_import_report_unique UNIQUE,
    lease          uuid,
    leased_until   timestamptz,
    failures       int         NOT NULL DEFAULT 0,
    created_at     timestamptz NOT NULL DEFAULT now(),
    finished_at    timestamptz,
    CONSTRAINT product_import_state_known CHECK (
        state IN ('READING', 'CHECKING', 'CHECKED', 'APPLYING', 'COMPLETED', 'REFUSED', 'FAILED'))
);
COMMENT ON TABLE portal.product_import IS 'Files of goods on their way into the catalogue; done_to is the key up to which the current pass is through.';
CREATE INDEX product_import_by_merchant ON portal.product_import (merchant_id, id DESC);
CREATE INDEX product_import_under_way ON portal.product_import (leased_until NULLS FIRST, id)
    WHERE state IN ('READING', 'CHECKING', 'APPLYING');

CREATE TABLE portal.import_row (
    import_id   uuid        NOT NULL CONSTRAINT import_row_of_import REFERENCES portal.product_import (id) ON DELETE CASCADE,
    row_number  bigint      NOT NULL,
    product_key text COLLATE "C" NOT NULL,
    sku         text COLLATE "C" NOT NULL,
    handle      text COLLATE "C" NOT NULL,
    cells       text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT import_row_pk PRIMARY KEY (import_id, product_key, row_number)
);
COMMENT ON TABLE portal.import_row IS 'Rows of files under way, one variant each; cells is a JSON object by field. Deleted when the import ends.';

CREATE TABLE portal.import_fault (
    id          bigint      NOT NULL GENERATED ALWAYS AS IDENTITY CONSTRAINT import_fault_pk PRIMARY KEY,
    import_id   uuid        NOT NULL CONSTRAINT import_fault_of_import REFERENCES portal.product_import (id) ON DELETE CASCADE,
    row_number  bigint      NOT NULL,
    column_name text,
    value       text,
    product_key text COLLATE "C",
    is_warning  boolean     NOT NULL,
    reason_zh   text        NOT NULL,
    reason_en   text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE portal.import_fault IS 'What is wrong with rows of files, by row and column; never changed.';
CREATE INDEX import_fault_in_order ON portal.import_fault (import_id, row_number, id);

CREATE TABLE portal.import_change (
    id          bigint      NOT NULL GENERATED ALWAYS AS IDENTITY CONSTRAINT import_change_pk PRIMARY KEY,
    import_id   uuid        NOT NULL CONSTRAINT import_change_of_import REFERENCES portal.product_import (id) ON DELETE CASCADE,
    product_key text        NOT NULL,
    sku         text,
    field       text        NOT NULL,
    before      text,
    after       text,
    created_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE portal.import_change IS 'What a dry run found that it would change; never changed.';
CREATE INDEX import_change_in_order ON portal.import_change (import_id, id);

CREATE TABLE portal.product_export (
    id            uuid        NOT NULL CONSTRAINT product_export_pk PRIMARY KEY,
    merchant_id   uuid        NOT NULL,
    secret_sha256 text        NOT NULL CONSTRAINT product_export_secret_unique UNIQUE,
    format        text        NOT NULL,
    language      text        NOT NULL,
    expires_at    timestamptz NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT product_export_format_known CHECK (format IN ('CSV', 'XLSX', 'JSONL'))
);
COMMENT ON TABLE portal.product_export IS 'Links by which merchants download their goods; the file is made while it is downloaded.';
