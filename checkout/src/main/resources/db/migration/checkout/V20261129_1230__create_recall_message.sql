CREATE TABLE checkout.recall_message (
    id          uuid        NOT NULL CONSTRAINT recall_message_pk PRIMARY KEY,
    recall_id   uuid        NOT NULL,
    order_id    uuid        NOT NULL CONSTRAINT recall_message_of_order REFERENCES checkout.buyer_order (id),
    units       bigint      NOT NULL,
    is_certain  boolean     NOT NULL,
    text_zh     text        NOT NULL,
    text_en     text        NOT NULL,
    tries       int         NOT NULL DEFAULT 0,
    due_at      timestamptz NOT NULL,
    sent_at     timestamptz,
    created_at  timestamptz NOT NULL,
    CONSTRAINT recall_message_once UNIQUE (recall_id, order_id),
    CONSTRAINT recall_message_units CHECK (units >= 0)
);
COMMENT ON TABLE checkout.recall_message IS
    'Whom a recall concerns, and whether they were told; written by the recall, sent by a round that any copy may run.';
CREATE INDEX recall_message_due ON checkout.recall_message (due_at) WHERE sent_at IS NULL;
CREATE INDEX recall_message_by_order ON checkout.recall_message (order_id);
CREATE INDEX order_line_by_product ON checkout.order_line (product_id);
