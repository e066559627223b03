CREATE TABLE merchants.staff_access (
    staff_id          uuid        NOT NULL CONSTRAINT staff_access_pk PRIMARY KEY
                                  CONSTRAINT staff_access_of_staff REFERENCES merchants.staff (id),
    password_hash     text        NOT NULL,
    is_development    boolean     NOT NULL,
    totp_secret       text,
    totp_confirmed_at timestamptz,
    totp_step         bigint      NOT NULL DEFAULT 0,
    created_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT staff_access_hash_shape CHECK (starts_with(password_hash, '$argon2id$')),
    CONSTRAINT staff_access_totp_confirmed CHECK (totp_confirmed_at IS NULL OR totp_secret IS NOT NULL)
);
COMMENT ON TABLE merchants.staff_access IS
    'How people sign in: a hash with its parameters, and the secret of their codes. totp_step is the latest code taken.';

CREATE TABLE merchants.staff_recovery_code (
    staff_id   uuid        NOT NULL CONSTRAINT staff_recovery_code_of_access
                           REFERENCES merchants.staff_access (staff_id) ON DELETE CASCADE,
    code_hash  text        NOT NULL,
    used_at    timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT staff_recovery_code_pk PRIMARY KEY (staff_id, code_hash)
);
COMMENT ON TABLE merchants.staff_recovery_code IS 'Hashes of codes for whoever lost the device; each works once.';
