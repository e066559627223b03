CREATE TABLE search.rule (
    kind         text        NOT NULL CONSTRAINT rule_kind
                 CHECK (kind IN ('PIN', 'BURY', 'PROMOTE', 'REDIRECT', 'SYNONYM', 'STOP_WORD')),
    words        text        NOT NULL CONSTRAINT rule_words CHECK (length(words) BETWEEN 1 AND 100),
    product_ids  uuid[]      NOT NULL DEFAULT '{}',
    alternatives text[]      NOT NULL DEFAULT '{}',
    path         text,
    changed_by   uuid        NOT NULL,
    changed_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT rule_pk PRIMARY KEY (kind, words)
);
COMMENT ON TABLE search.rule IS
    'What the operator lays down for searches. Every copy of the engine reads all of it once a second; nothing is indexed anew.';
