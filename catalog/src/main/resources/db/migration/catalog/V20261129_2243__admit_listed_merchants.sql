INSERT INTO catalog.pavilion_admission (id, pavilion_id, merchant_id, state, offered_fee, fee_rate, applied_at, decided_at)
SELECT gen_random_uuid(), shown.pavilion_id, shown.merchant_id, 'ADMITTED', 0, 0, now(), now()
  FROM (SELECT DISTINCT l.pavilion_id, p.merchant_id
          FROM catalog.pavilion_listing AS l
          JOIN catalog.product AS p ON p.id = l.product_id) AS shown;
