-- Few are under way or failed at a time. All others of an aggregate need not be looked at to tell which is held up.
CREATE INDEX outbox_publication_tried
    ON kernel.outbox_publication (listener, aggregate_id) WHERE state = 'PENDING' AND attempts > 0;
DROP INDEX kernel.outbox_publication_by_aggregate;
