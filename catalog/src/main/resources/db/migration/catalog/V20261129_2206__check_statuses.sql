ALTER TABLE catalog.product VALIDATE CONSTRAINT product_status_known;
