CREATE SEQUENCE checkout.order_number;

CREATE TABLE checkout.buyer_order (
    id          uuid        NOT NULL CONSTRAINT buyer_order_pk PRIMARY KEY,
    number      text        NOT NULL CONSTRAINT buyer_order_number_unique UNIQUE,
    checkout_id uuid        NOT NULL CONSTRAINT buyer_order_of_checkout UNIQUE REFERENCES checkout.checkout (id),
    shopper_id  uuid,
    state       text        NOT NULL,
    total_minor bigint      NOT NULL,
    currency    text        NOT NULL,
    address     jsonb       NOT NULL,
    pay_before  timestamptz NOT NULL,
    placed_at   timestamptz NOT NULL,
    paid_at     timestamptz,
    version     int         NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT buyer_order_state_known CHECK (state IN ('PENDING_PAYMENT', 'PAID', 'CANCELLED', 'COMPLETED')),
    CONSTRAINT buyer_order_total_positive CHECK (total_minor > 0),
    CONSTRAINT buyer_order_paid_at CHECK ((state IN ('PAID', 'COMPLETED')) = (paid_at IS NOT NULL))
);
COMMENT ON TABLE checkout.buyer_order IS 'One payment by the buyer; written by placing, paying, cancelling, completing.';
CREATE INDEX buyer_order_by_shopper ON checkout.buyer_order (shopper_id, placed_at DESC, id DESC);
CREATE INDEX buyer_order_unpaid ON checkout.buyer_order (pay_before) WHERE state = 'PENDING_PAYMENT';

CREATE TABLE checkout.merchant_order (
    id             uuid        NOT NULL CONSTRAINT merchant_order_pk PRIMARY KEY,
    order_id       uuid        NOT NULL CONSTRAINT merchant_order_of_order REFERENCES checkout.buyer_order (id),
    merchant_id    uuid        NOT NULL,
    number         text        NOT NULL CONSTRAINT merchant_order_number_unique UNIQUE,
    state          text        NOT NULL,
    delivery_code  text        NOT NULL,
    goods_minor    bigint      NOT NULL,
    delivery_minor bigint      NOT NULL,
    currency       text        NOT NULL,
    version        int         NOT NULL,
    placed_at      timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT merchant_order_once_per_merchant UNIQUE (order_id, merchant_id),
    CONSTRAINT merchant_order_state_known
        CHECK (state IN ('PENDING_PAYMENT', 'PAID', 'SHIPPED', 'COMPLETED', 'CANCELLED')),
    CONSTRAINT merchant_order_amounts CHECK (goods_minor > 0 AND delivery_minor >= 0)
);
COMMENT ON TABLE checkout.merchant_order IS 'One merchant''s part of an order; the parts sum to the order''s total.';
CREATE INDEX merchant_order_by_merchant ON checkout.merchant_order (merchant_id, placed_at DESC, id DESC);

CREATE TABLE checkout.order_line (
    id                uuid          NOT NULL CONSTRAINT order_line_pk PRIMARY KEY,
    order_id          uuid          NOT NULL,
    merchant_order_id uuid          NOT NULL CONSTRAINT order_line_of_part REFERENCES checkout.merchant_order (id),
    position          int           NOT NULL,
    product_id        uuid          NOT NULL,
    variant_id        uuid          NOT NULL,
    sku               text          NOT NULL,
    title_zh          text          NOT NULL,
    title_en          text,
    origin_code       text          NOT NULL,
    category_code     text          NOT NULL,
    commission_rate   numeric(5, 4) NOT NULL,
    quantity          bigint        NOT NULL,
    unit_price_minor  bigint        NOT NULL,
    total_minor       bigint        NOT NULL,
    price_trace       jsonb         NOT NULL,
    created_at        timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT order_line_quantity_positive CHECK (quantity > 0),
    CONSTRAINT order_line_total CHECK (total_minor = unit_price_minor * quantity)
);
COMMENT ON TABLE checkout.order_line IS 'Snapshots of what was bought; they never look back at the catalogue.';
CREATE INDEX order_line_by_order ON checkout.order_line (order_id, position);

CREATE TABLE checkout.shipment (
    id                uuid        NOT NULL CONSTRAINT shipment_pk PRIMARY KEY,
    order_id          uuid        NOT NULL,
    merchant_order_id uuid        NOT NULL CONSTRAINT shipment_of_part REFERENCES checkout.merchant_order (id),
    carrier           text        NOT NULL,
    tracking_number   text        NOT NULL,
    batch_codes       jsonb       NOT NULL,
    shipped_at        timestamptz NOT NULL,
    received_at       timestamptz,
    created_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT shipment_tracking_once UNIQUE (carrier, tracking_number)
);
COMMENT ON TABLE checkout.shipment IS 'Parcels as their merchants sent them, with the batches packed.';
CREATE INDEX shipment_by_order ON checkout.shipment (order_id);
