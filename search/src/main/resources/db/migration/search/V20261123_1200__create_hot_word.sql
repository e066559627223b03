CREATE TABLE search.hot_word (
    day   date   NOT NULL,
    words text   NOT NULL CONSTRAINT hot_word_length CHECK (length(words) BETWEEN 1 AND 40),
    count bigint NOT NULL CONSTRAINT hot_word_count CHECK (count > 0),
    CONSTRAINT hot_word_pk PRIMARY KEY (day, words)
);
COMMENT ON TABLE search.hot_word IS
    'How often words were searched for and found on a day, over all copies of the engine; kept for thirty days.';
