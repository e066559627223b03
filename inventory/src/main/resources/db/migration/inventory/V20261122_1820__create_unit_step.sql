CREATE TABLE inventory.unit_step (
    variant_id  uuid        NOT NULL CONSTRAINT unit_step_pk PRIMARY KEY,
    product_id  uuid        NOT NULL,
    pool_id     uuid        NOT NULL,
    pool_product_id uuid    NOT NULL,
    merchant_id uuid        NOT NULL,
    base_units  bigint      NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT unit_step_above_base CHECK (base_units > 1 AND variant_id <> pool_id)
);
COMMENT ON TABLE inventory.unit_step IS
    'Variants that are sold out of another variant''s stock: how many of its pieces one of theirs takes.';
CREATE INDEX unit_step_by_pool ON inventory.unit_step (pool_id);
CREATE INDEX unit_step_by_product ON inventory.unit_step (product_id);
