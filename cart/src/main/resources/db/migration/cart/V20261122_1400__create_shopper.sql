CREATE SCHEMA IF NOT EXISTS cart;

CREATE TABLE cart.shopper (
    id             uuid        NOT NULL CONSTRAINT shopper_pk PRIMARY KEY,
    phone          text        NOT NULL CONSTRAINT shopper_phone_unique UNIQUE,
    name           text,
    customer_group text        NOT NULL,
    company        text,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT shopper_phone_shape CHECK (phone ~ '^1[3-9][0-9]{9}$'),
    CONSTRAINT shopper_group_known CHECK (customer_group IN ('RETAIL', 'TRADE'))
);
COMMENT ON TABLE cart.shopper IS
    'Who buys; written at the first sign-in with a phone, and when a business buyer is registered.';
