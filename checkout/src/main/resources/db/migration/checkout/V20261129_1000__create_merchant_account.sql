CREATE TABLE checkout.merchant_account (
    id             uuid        NOT NULL CONSTRAINT merchant_account_pk PRIMARY KEY,
    merchant_id    uuid        NOT NULL,
    provider       text        NOT NULL,
    external_id    text        NOT NULL CONSTRAINT merchant_account_external_id_unique UNIQUE,
    reference      text,
    status         text        NOT NULL CONSTRAINT merchant_account_status_known
        CHECK (status IN ('SUBMITTED', 'ACTION_REQUIRED', 'ACTIVE', 'SUSPENDED', 'CLOSED')),
    dossier        jsonb,
    submitted_hash text        NOT NULL,
    reason         text        NOT NULL DEFAULT '',
    next_poll_at   timestamptz,
    tries          integer     NOT NULL DEFAULT 0,
    changed_at     timestamptz NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT merchant_account_once UNIQUE (merchant_id, provider),
    CONSTRAINT merchant_account_active_has_reference CHECK (status NOT IN ('ACTIVE', 'SUSPENDED') OR reference IS NOT NULL),
    CONSTRAINT merchant_account_dossier_while_needed CHECK (dossier IS NULL OR status = 'SUBMITTED')
);
COMMENT ON TABLE checkout.merchant_account IS
    'Merchants that payment providers pay directly; written when a merchant applies, and by what the provider says about it.';
COMMENT ON COLUMN checkout.merchant_account.dossier IS
    'What the application says, with personal data; kept only until the provider has it.';
CREATE INDEX merchant_account_due ON checkout.merchant_account (next_poll_at) WHERE next_poll_at IS NOT NULL;
