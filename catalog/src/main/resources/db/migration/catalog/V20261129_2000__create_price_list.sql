CREATE TABLE catalog.price_list (
    id             uuid        NOT NULL CONSTRAINT price_list_pk PRIMARY KEY,
    merchant_id    uuid        NOT NULL,
    code           text        NOT NULL,
    name           text        NOT NULL,
    currency       text        NOT NULL,
    customer_group text,
    company        text,
    channel        text,
    pavilion       text,
    priority       int         NOT NULL,
    valid_from     timestamptz,
    valid_until    timestamptz,
    version        int         NOT NULL,
    removed_at     timestamptz,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT price_list_valid_for_a_while CHECK (valid_from < valid_until),
    CONSTRAINT price_list_version_positive CHECK (version > 0)
);
COMMENT ON TABLE catalog.price_list IS
    'Prices of a merchant for an audience and a time; what is null is open to all. Removed ones stay for the history. Written by their merchants.';
CREATE UNIQUE INDEX price_list_code_once_per_merchant ON catalog.price_list (merchant_id, code) WHERE removed_at IS NULL;
CREATE INDEX price_list_by_merchant ON catalog.price_list (merchant_id, id) WHERE removed_at IS NULL;

CREATE TABLE catalog.price_list_entry (
    list_id    uuid        NOT NULL CONSTRAINT price_list_entry_of_list REFERENCES catalog.price_list (id),
    variant_id uuid        NOT NULL CONSTRAINT price_list_entry_of_variant REFERENCES catalog.variant (id),
    prices     jsonb       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT price_list_entry_pk PRIMARY KEY (list_id, variant_id)
);
COMMENT ON TABLE catalog.price_list_entry IS
    'What lists say of variants: versions with the moment from which they hold, each with tiers in minor units of the list.';
CREATE INDEX price_list_entry_by_variant ON catalog.price_list_entry (variant_id);
