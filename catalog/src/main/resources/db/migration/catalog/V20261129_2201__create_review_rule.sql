CREATE TABLE catalog.review_rule (
    id              uuid        NOT NULL CONSTRAINT review_rule_pk PRIMARY KEY,
    category_code   text        CONSTRAINT review_rule_of_category REFERENCES catalog.category (code),
    merchant_id     uuid,
    requires_review boolean     NOT NULL,
    changed_by      uuid,
    created_at      timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT review_rule_of_one_thing CHECK (num_nonnulls(category_code, merchant_id) = 1),
    CONSTRAINT review_rule_once_per_category UNIQUE (category_code),
    CONSTRAINT review_rule_once_per_merchant UNIQUE (merchant_id)
);
COMMENT ON TABLE catalog.review_rule IS
    'Whether goods of a category and all below it, or of a merchant, are looked at before they are on sale; written by the operator.';
