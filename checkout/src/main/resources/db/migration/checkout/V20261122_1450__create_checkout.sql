CREATE SCHEMA IF NOT EXISTS checkout;

CREATE TABLE checkout.checkout (
    id             uuid        NOT NULL CONSTRAINT checkout_pk PRIMARY KEY,
    cart_id        uuid        NOT NULL,
    shopper_id     uuid,
    reservation_id uuid        NOT NULL CONSTRAINT checkout_reservation_unique UNIQUE,
    state          text        NOT NULL,
    quote          jsonb       NOT NULL,
    delivery       jsonb,
    order_id       uuid        CONSTRAINT checkout_order_unique UNIQUE,
    expires_at     timestamptz NOT NULL,
    version        int         NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT checkout_state_known CHECK (state IN ('OPEN', 'PLACED', 'RELEASED')),
    CONSTRAINT checkout_placed_with_order CHECK ((state = 'PLACED') = (order_id IS NOT NULL))
);
COMMENT ON TABLE checkout.checkout IS
    'Frozen prices and held stock of a cart; quote never changes, delivery is chosen while open.';
CREATE INDEX checkout_open_by_cart ON checkout.checkout (cart_id) WHERE state = 'OPEN';
