CREATE SCHEMA IF NOT EXISTS graphql;

CREATE TABLE graphql.trusted_document (
    sha256        text        NOT NULL,
    document      text        NOT NULL,
    client        text        NOT NULL,
    registered_by uuid        NOT NULL,
    created_at    timestamptz NOT NULL,
    CONSTRAINT trusted_document_pk PRIMARY KEY (sha256),
    CONSTRAINT trusted_document_is_its_hash CHECK (sha256 = encode(sha256(convert_to(document, 'UTF8')), 'hex'))
);
COMMENT ON TABLE graphql.trusted_document IS
    'Operations of the storefront that its front-ends may send by hash alone; written by the operator, read by every copy.';
