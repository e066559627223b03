CREATE TABLE catalog.price_change (
    id          bigint      NOT NULL GENERATED ALWAYS AS IDENTITY CONSTRAINT price_change_pk PRIMARY KEY,
    merchant_id uuid        NOT NULL,
    variant_id  uuid        NOT NULL CONSTRAINT price_change_of_variant REFERENCES catalog.variant (id),
    list_id     uuid        CONSTRAINT price_change_of_list REFERENCES catalog.price_list (id),
    changed_by  uuid,
    said        jsonb,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE catalog.price_change IS
    'What a list, or without one the variant itself, said of a price since then; null when it says nothing any more. Kept in the transaction of the change, never changed.';
CREATE INDEX price_change_by_variant ON catalog.price_change (variant_id, id);

INSERT INTO catalog.price_change (merchant_id, variant_id, said)
SELECT v.merchant_id, v.id, jsonb_strip_nulls(jsonb_build_object(
           'priceMinor', v.price_minor, 'currency', v.currency, 'minQuantity', v.min_quantity,
           'quantityStep', v.quantity_step, 'casePack', v.case_pack, 'maxQuantity', v.max_quantity,
           'tiers', (SELECT COALESCE(jsonb_agg(jsonb_build_object(
                                'customerGroup', t.customer_group, 'minQuantity', t.min_quantity,
                                'priceMinor', t.price_minor, 'step', t.step, 'maxQuantity', t.max_quantity)
                                ORDER BY t.customer_group, t.min_quantity), '[]')
                       FROM catalog.price_tier AS t
                      WHERE t.variant_id = v.id)))
  FROM catalog.variant AS v
 ORDER BY v.id;
