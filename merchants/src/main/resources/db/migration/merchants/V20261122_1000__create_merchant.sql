CREATE SCHEMA IF NOT EXISTS merchants;

CREATE TABLE merchants.region (
    code       text        NOT NULL CONSTRAINT region_pk PRIMARY KEY,
    name       text        NOT NULL,
    level      text        NOT NULL,
    parent     text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT region_level_known CHECK (level IN ('PROVINCE', 'CITY', 'COUNTY', 'TOWNSHIP', 'VILLAGE')),
    CONSTRAINT region_code_length CHECK (code ~ '^([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})$'),
    CONSTRAINT region_below_parent CHECK (parent IS NULL OR starts_with(code, parent))
);
COMMENT ON TABLE merchants.region IS 'Administrative divisions; loaded from an edition by the data packs.';
CREATE INDEX region_by_parent ON merchants.region (parent, code);

CREATE TABLE merchants.merchant (
    id                uuid        NOT NULL CONSTRAINT merchant_pk PRIMARY KEY,
    code              text        NOT NULL CONSTRAINT merchant_code_unique UNIQUE,
    kind              text        NOT NULL,
    name_zh           text        NOT NULL,
    name_en           text,
    description_zh    text        NOT NULL,
    description_en    text,
    region_code       text        NOT NULL CONSTRAINT merchant_region REFERENCES merchants.region (code),
    licence_number    text        NOT NULL CONSTRAINT merchant_licence_unique UNIQUE,
    food_licence      text,
    standing          text        NOT NULL,
    suspension_reason text,
    version           int         NOT NULL,
    created_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT merchant_kind_known CHECK (kind IN ('ENTERPRISE', 'COOPERATIVE', 'FAMILY_FARM', 'SOLE_TRADER')),
    CONSTRAINT merchant_standing_known CHECK (standing IN ('ACTIVE', 'SUSPENDED')),
    CONSTRAINT merchant_suspended_with_reason CHECK (standing = 'ACTIVE' OR suspension_reason IS NOT NULL),
    CONSTRAINT merchant_licence_shape CHECK (licence_number ~ '^[0-9A-HJ-NPQRTUWXY]{18}$')
);
COMMENT ON TABLE merchants.merchant IS 'Who sells; written by registration and by the operator.';

CREATE TABLE merchants.standing_change (
    id          uuid        NOT NULL CONSTRAINT standing_change_pk PRIMARY KEY,
    merchant_id uuid        NOT NULL CONSTRAINT standing_change_merchant REFERENCES merchants.merchant (id),
    standing    text        NOT NULL,
    reason      text,
    decided_by  uuid        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE merchants.standing_change IS 'Every suspension and reinstatement, who decided it and why; append-only.';

CREATE TABLE merchants.staff (
    id          uuid        NOT NULL CONSTRAINT staff_pk PRIMARY KEY,
    merchant_id uuid        CONSTRAINT staff_merchant REFERENCES merchants.merchant (id),
    pavilion    text,
    phone       text        NOT NULL,
    name        text        NOT NULL,
    role        text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT staff_phone_once_per_role UNIQUE (phone, role),
    CONSTRAINT staff_role_known CHECK (role IN ('OWNER', 'STAFF', 'CURATOR', 'OPERATOR')),
    CONSTRAINT staff_of_merchant CHECK ((role IN ('OWNER', 'STAFF')) = (merchant_id IS NOT NULL)),
    CONSTRAINT staff_of_pavilion CHECK ((role = 'CURATOR') = (pavilion IS NOT NULL))
);
COMMENT ON TABLE merchants.staff IS 'People at the desks of merchants, pavilions and the operator.';

CREATE TABLE merchants.credential (
    id          uuid        NOT NULL CONSTRAINT credential_pk PRIMARY KEY,
    merchant_id uuid        CONSTRAINT credential_merchant REFERENCES merchants.merchant (id),
    staff_id    uuid        CONSTRAINT credential_staff REFERENCES merchants.staff (id),
    pavilion    text,
    name        text        NOT NULL,
    prefix      text        NOT NULL,
    secret_hash text        NOT NULL CONSTRAINT credential_secret_unique UNIQUE,
    scopes      text        NOT NULL,
    expires_at  timestamptz NOT NULL,
    revoked_at  timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT credential_one_owner CHECK ((merchant_id IS NULL) <> (staff_id IS NULL))
);
COMMENT ON TABLE merchants.credential IS 'API keys as hashes; written when a key is issued or revoked.';
