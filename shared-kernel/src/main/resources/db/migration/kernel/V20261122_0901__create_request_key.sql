CREATE TABLE kernel.request_key (
    deed       text        NOT NULL,
    principal  text        NOT NULL,
    key        text        NOT NULL,
    input_hash text        NOT NULL,
    result     text,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT request_key_pk PRIMARY KEY (deed, principal, key)
);
COMMENT ON TABLE kernel.request_key IS
    'Requests already carried out, written by every deed in its own transaction; kept for a week.';
CREATE INDEX request_key_by_age ON kernel.request_key (created_at);
