ALTER TABLE catalog.product
    ADD COLUMN description_html_zh text,
    ADD COLUMN description_html_en text,
    ADD CONSTRAINT product_html_beside_text CHECK (description_html_zh IS NOT NULL OR description_html_en IS NULL);
COMMENT ON COLUMN catalog.product.description_html_zh IS
    'Sanitised; null for descriptions that were written as plain text. The plain text of it stands in description_zh.';
