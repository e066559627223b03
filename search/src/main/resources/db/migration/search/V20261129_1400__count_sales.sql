CREATE TABLE search.sale (
    product_id uuid   NOT NULL,
    day        date   NOT NULL,
    pieces     bigint NOT NULL CONSTRAINT sale_pieces CHECK (pieces > 0),
    CONSTRAINT sale_pk PRIMARY KEY (product_id, day)
);
COMMENT ON TABLE search.sale IS
    'Pieces of a product that were paid for on a day, for ninety days: what sells well stands a little before its equals.';
CREATE INDEX sale_by_day ON search.sale (day);

CREATE TABLE search.counted_order (
    order_id uuid NOT NULL CONSTRAINT counted_order_pk PRIMARY KEY,
    day      date NOT NULL
);
COMMENT ON TABLE search.counted_order IS 'Orders whose pieces are counted in search.sale, so that none is counted twice.';
CREATE INDEX counted_order_by_day ON search.counted_order (day);
