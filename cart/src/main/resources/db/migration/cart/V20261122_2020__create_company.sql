CREATE TABLE cart.company (
    name           text        NOT NULL CONSTRAINT company_pk PRIMARY KEY,
    customer_group text        NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT company_group_known CHECK (customer_group IN ('RETAIL', 'TRADE'))
);
COMMENT ON TABLE cart.company IS 'Businesses that shoppers buy for; all buyers of one have its group. Written by registration.';

INSERT INTO cart.company (name, customer_group)
SELECT company, max(customer_group)
  FROM cart.shopper
 WHERE company IS NOT NULL
 GROUP BY company;

ALTER TABLE cart.shopper
    ADD CONSTRAINT shopper_of_company FOREIGN KEY (company) REFERENCES cart.company (name);
CREATE INDEX shopper_by_company ON cart.shopper (company) WHERE company IS NOT NULL;
