CREATE TABLE catalog.price_due (
    id         bigint      NOT NULL GENERATED ALWAYS AS IDENTITY CONSTRAINT price_due_pk PRIMARY KEY,
    product_id uuid        NOT NULL CONSTRAINT price_due_of_product REFERENCES catalog.product (id),
    due_at     timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE catalog.price_due IS
    'Moments at which prices of a product change by themselves; a row is deleted when listeners were told. One too many only tells them once more.';
CREATE INDEX price_due_by_moment ON catalog.price_due (due_at);
