CREATE TABLE catalog.former_handle (
    handle     text        NOT NULL CONSTRAINT former_handle_pk PRIMARY KEY,
    product_id uuid        NOT NULL CONSTRAINT former_handle_of_product REFERENCES catalog.product (id),
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE catalog.former_handle IS 'Handles that products had before, so that old links lead on; nobody else gets them.';
