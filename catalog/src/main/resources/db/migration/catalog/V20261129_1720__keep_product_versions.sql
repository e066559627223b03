CREATE TABLE catalog.product_version (
    product_id uuid        NOT NULL CONSTRAINT product_version_of_product REFERENCES catalog.product (id),
    version    int         NOT NULL,
    said       jsonb       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT product_version_pk PRIMARY KEY (product_id, version)
);
COMMENT ON TABLE catalog.product_version IS
    'What products and their variants said at each version that a writer made; kept in the transaction of the write, never changed.';
