CREATE TABLE catalog.certificate_charge (
    order_line_id  uuid        NOT NULL,
    kind           text        NOT NULL,
    is_return      boolean     NOT NULL,
    certificate_id uuid        NOT NULL CONSTRAINT certificate_charge_of_certificate REFERENCES catalog.certificate (id),
    grams          bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    CONSTRAINT certificate_charge_pk PRIMARY KEY (order_line_id, kind, is_return),
    CONSTRAINT certificate_charge_sign CHECK (grams <> 0 AND is_return = (grams < 0))
);
COMMENT ON TABLE catalog.certificate_charge IS
    'What sales use of the quotas of certificates, and what of it was given back; only added to, once each per line of an order.';
