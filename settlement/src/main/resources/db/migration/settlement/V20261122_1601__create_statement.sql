CREATE TABLE settlement.village_share (
    region_code text          NOT NULL CONSTRAINT village_share_pk PRIMARY KEY,
    name        text          NOT NULL,
    rate        numeric(5, 4) NOT NULL,
    created_at  timestamptz   NOT NULL DEFAULT now(),
    CONSTRAINT village_share_rate CHECK (rate > 0 AND rate < 1)
);
COMMENT ON TABLE settlement.village_share IS 'Villages that take part in the sales of goods from their ground.';

CREATE TABLE settlement.statement (
    id           uuid        NOT NULL CONSTRAINT statement_pk PRIMARY KEY,
    merchant_id  uuid        NOT NULL,
    period_start date        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT statement_once_per_month UNIQUE (merchant_id, period_start)
);
COMMENT ON TABLE settlement.statement IS 'Months in which a merchant sold; the figures are read from its lines.';

CREATE TABLE settlement.statement_line (
    merchant_order_id uuid        NOT NULL CONSTRAINT statement_line_pk PRIMARY KEY,
    statement_id      uuid        NOT NULL CONSTRAINT statement_line_of REFERENCES settlement.statement (id),
    order_number      text        NOT NULL,
    gross_minor       bigint      NOT NULL,
    commission_minor  bigint      NOT NULL,
    village_minor     bigint      NOT NULL,
    currency          text        NOT NULL,
    paid_at           timestamptz NOT NULL,
    completed_at      timestamptz,
    created_at        timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT statement_line_parts CHECK (commission_minor >= 0 AND village_minor >= 0
        AND commission_minor + village_minor <= gross_minor)
);
COMMENT ON TABLE settlement.statement_line IS 'One merchant''s part of a paid order, written with its ledger entries.';
CREATE INDEX statement_line_in_order ON settlement.statement_line (statement_id, paid_at, merchant_order_id);
