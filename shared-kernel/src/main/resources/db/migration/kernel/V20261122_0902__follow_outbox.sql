-- By the transaction that said it, a copy of the engine finds every event that became visible since it last looked:
-- positions alone would not do, since a lower one may commit later.
ALTER TABLE kernel.outbox_event ADD COLUMN said_in xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX outbox_event_by_transaction ON kernel.outbox_event (said_in);
CREATE INDEX outbox_event_by_age ON kernel.outbox_event (created_at);
-- Deleting an old event looks for publications of it.
CREATE INDEX outbox_publication_by_event ON kernel.outbox_publication (event_position);
