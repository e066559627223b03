ALTER TABLE checkout.order_line
    ADD COLUMN voucher_days int,
    ADD CONSTRAINT order_line_voucher_days_positive CHECK (voucher_days > 0);
COMMENT ON COLUMN checkout.order_line.voucher_days IS
    'How long the vouchers of its pieces can be redeemed, as promised then; null for goods that are carried.';

CREATE TABLE checkout.voucher (
    id                   uuid        NOT NULL CONSTRAINT voucher_pk PRIMARY KEY,
    code                 text        NOT NULL CONSTRAINT voucher_code_unique UNIQUE
        CONSTRAINT voucher_code_readable CHECK (code ~ '^[2-9A-HJKMNP-Z]{16}$'),
    order_id             uuid        NOT NULL,
    merchant_order_id    uuid        NOT NULL CONSTRAINT voucher_of_part REFERENCES checkout.merchant_order (id),
    merchant_id          uuid        NOT NULL,
    order_line_id        uuid        NOT NULL CONSTRAINT voucher_of_line REFERENCES checkout.order_line (id),
    piece                int         NOT NULL CONSTRAINT voucher_piece_positive CHECK (piece > 0),
    state                text        NOT NULL
        CONSTRAINT voucher_state_known CHECK (state IN ('ISSUED', 'REDEEMED', 'EXPIRED', 'CANCELLED')),
    valid_until          timestamptz NOT NULL,
    issued_at            timestamptz NOT NULL,
    redeemed_at          timestamptz,
    redeemed_location_id uuid,
    created_at           timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT voucher_once_per_piece UNIQUE (order_line_id, piece),
    CONSTRAINT voucher_redeemed_at CHECK ((state = 'REDEEMED') = (redeemed_at IS NOT NULL)),
    CONSTRAINT voucher_redeemed_in_time CHECK (redeemed_at < valid_until),
    CONSTRAINT voucher_redeemed_somewhere CHECK (redeemed_location_id IS NULL OR state = 'REDEEMED')
);
COMMENT ON TABLE checkout.voucher IS
    'Codes for paid pieces, secrets of their buyer; written by the payment, and once more when redeemed, expired or given back.';
CREATE INDEX voucher_by_part ON checkout.voucher (merchant_order_id);
CREATE INDEX voucher_by_merchant ON checkout.voucher (merchant_id, id DESC);
CREATE INDEX voucher_overdue ON checkout.voucher (valid_until) WHERE state = 'ISSUED';
