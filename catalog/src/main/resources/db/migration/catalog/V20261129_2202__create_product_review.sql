CREATE TABLE catalog.product_review (
    product_id      uuid        NOT NULL CONSTRAINT product_review_pk PRIMARY KEY
                                CONSTRAINT product_review_of_product REFERENCES catalog.product (id),
    waiting_since   timestamptz,
    approved        jsonb,
    rejected_reason text,
    decided_at      timestamptz,
    decided_by      uuid,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT product_review_decided CHECK (approved IS NULL OR rejected_reason IS NULL),
    CONSTRAINT product_review_decided_once CHECK ((approved IS NULL AND rejected_reason IS NULL) = (decided_at IS NULL))
);
COMMENT ON TABLE catalog.product_review IS
    'What the operator found about products that were reviewed, and since when others wait; written with the product, under its lock.';
COMMENT ON COLUMN catalog.product_review.approved IS 'What the product said when it passed; null when it never did, or was sent back since.';
CREATE INDEX product_review_waiting ON catalog.product_review (waiting_since, product_id) WHERE waiting_since IS NOT NULL;
