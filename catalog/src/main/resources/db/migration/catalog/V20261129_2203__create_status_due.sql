CREATE TABLE catalog.status_due (
    product_id uuid        NOT NULL CONSTRAINT status_due_of_product REFERENCES catalog.product (id),
    status     text        NOT NULL,
    due_at     timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT status_due_pk PRIMARY KEY (product_id, status),
    CONSTRAINT status_due_status_known CHECK (status IN ('LISTED', 'WITHDRAWN'))
);
COMMENT ON TABLE catalog.status_due IS
    'Moments at which products go on sale or off it by themselves; written by their merchants, deleted in the transaction of the change.';
CREATE INDEX status_due_by_moment ON catalog.status_due (due_at);
