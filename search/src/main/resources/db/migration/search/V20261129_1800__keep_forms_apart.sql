-- Copies of two releases may run side by side, each on an index of its own form: a change is due once for each of them.
CREATE TABLE search.index_form (
    form        text        NOT NULL CONSTRAINT index_form_pk PRIMARY KEY,
    is_complete boolean     NOT NULL DEFAULT false,
    seen_at     timestamptz NOT NULL DEFAULT now(),
    created_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE search.index_form IS
    'The forms of search documents that running copies write, kept fresh by them; is_complete once an index was built since.';

CREATE TABLE search.stale_listing (
    form          text        NOT NULL,
    product_id    uuid        NOT NULL,
    mark          bigint      NOT NULL,
    is_offer_only boolean     NOT NULL DEFAULT false,
    since         timestamptz NOT NULL DEFAULT clock_timestamp(),
    leased_until  timestamptz NOT NULL DEFAULT '-infinity',
    CONSTRAINT stale_listing_pk PRIMARY KEY (form, product_id)
);
COMMENT ON TABLE search.stale_listing IS
    'Products whose search document of a form is older than the truth, or only its prices and stock; written by the outbox listener, emptied by the drain loops of that form.';
CREATE INDEX stale_listing_by_age ON search.stale_listing (form, since);

-- Copies of the release before this one know the older table only, and empty it into their own index.
CREATE FUNCTION search.note_for_all_forms() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO search.stale_listing AS stale (form, product_id, mark)
    SELECT known.form, NEW.product_id, NEW.mark
      FROM search.index_form AS known
     ORDER BY known.form
    ON CONFLICT (form, product_id) DO UPDATE
       SET mark = excluded.mark,
           is_offer_only = false,
           since = CASE WHEN stale.leased_until > now() THEN excluded.since ELSE stale.since END;
    RETURN NULL;
END
$$;
CREATE TRIGGER dirty_product_noted
    AFTER INSERT OR UPDATE OF mark ON search.dirty_product
    FOR EACH ROW EXECUTE FUNCTION search.note_for_all_forms();
COMMENT ON TABLE search.dirty_product IS
    'As search.stale_listing, of copies of the release before that; empty once none of them runs.';
