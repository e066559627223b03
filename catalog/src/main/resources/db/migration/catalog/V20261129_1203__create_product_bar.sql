CREATE TABLE catalog.product_bar (
    product_id uuid        NOT NULL CONSTRAINT product_bar_of_product REFERENCES catalog.product (id),
    cause      text        NOT NULL,
    code       text        NOT NULL,
    reason_zh  text        NOT NULL,
    reason_en  text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT product_bar_pk PRIMARY KEY (product_id, cause, code),
    CONSTRAINT product_bar_cause_known CHECK (cause IN ('GATE', 'RECALL'))
);
COMMENT ON TABLE catalog.product_bar IS
    'Why listed goods are kept off the shelf: gates they do not pass, lots called back. A product with a bar is not on sale.';
