CREATE TABLE inventory.redis_incarnation (
    singleton  boolean     NOT NULL DEFAULT true CONSTRAINT redis_incarnation_pk PRIMARY KEY,
    token      uuid        NOT NULL,
    number     bigint      NOT NULL,
    run_ids    text        NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT redis_incarnation_only_one CHECK (singleton)
);
COMMENT ON TABLE inventory.redis_incarnation IS
    'The Redis for which counters of stock were built; renewed by the first engine that sees other servers or older data.';
INSERT INTO inventory.redis_incarnation (token, number, run_ids) VALUES (gen_random_uuid(), 0, '');
