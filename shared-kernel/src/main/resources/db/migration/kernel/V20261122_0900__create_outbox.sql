CREATE SCHEMA IF NOT EXISTS kernel;

CREATE SEQUENCE kernel.outbox_position;

CREATE TABLE kernel.outbox_event (
    position     bigint      NOT NULL CONSTRAINT outbox_event_pk PRIMARY KEY,
    type         text        NOT NULL,
    aggregate_id text        NOT NULL,
    payload      jsonb       NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE kernel.outbox_event IS 'What happened, appended by every room in the transaction of the deed.';

CREATE TABLE kernel.outbox_publication (
    event_position bigint      NOT NULL,
    listener       text        NOT NULL,
    aggregate_id   text        NOT NULL,
    state          text        NOT NULL DEFAULT 'PENDING',
    attempts       int         NOT NULL DEFAULT 0,
    due_at         timestamptz NOT NULL DEFAULT now(),
    last_error     text,
    created_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT outbox_publication_pk PRIMARY KEY (listener, event_position),
    CONSTRAINT outbox_publication_of_event FOREIGN KEY (event_position) REFERENCES kernel.outbox_event (position),
    CONSTRAINT outbox_publication_state_known CHECK (state IN ('PENDING', 'DEAD'))
);
COMMENT ON TABLE kernel.outbox_publication IS
    'One row per event and listener still to be delivered, written with the event, deleted by the relay when done.';
CREATE INDEX outbox_publication_by_aggregate
    ON kernel.outbox_publication (listener, aggregate_id, event_position) WHERE state = 'PENDING';
