-- The search index on PostgreSQL. All of it can be built anew from the documents.
--
-- Partitioned by audience key: a search names the keys it may read, so it touches only the
-- partitions that hold them, and the tables can be distributed by the same column.
CREATE EXTENSION IF NOT EXISTS vector;

-- The index on terms finds candidates, the sparse vector ranks them (BM25 as a dot product).
CREATE TABLE knowledge_index_passage (
    scope text NOT NULL,
    passage_id bigint NOT NULL,
    document_id bigint NOT NULL,
    terms integer[] NOT NULL,
    words sparsevec(536870912) NOT NULL
) PARTITION BY HASH (scope);

CREATE TABLE knowledge_index_window (
    scope text NOT NULL,
    passage_id bigint NOT NULL,
    document_id bigint NOT NULL,
    dimensions integer NOT NULL, -- a column, because the planner knows how often it is what
    vector halfvec NOT NULL
) PARTITION BY HASH (scope);

DO $$ BEGIN
    FOR part IN 0..7 LOOP
        -- A passage of usual length stays in its page: fetching it from the side costs more.
        EXECUTE format('CREATE TABLE knowledge_index_passage_%s PARTITION OF '
            'knowledge_index_passage FOR VALUES WITH (MODULUS 8, REMAINDER %s) '
            'WITH (toast_tuple_target = 8160)', part, part);
        EXECUTE format('CREATE UNIQUE INDEX ON knowledge_index_passage_%s (passage_id)', part);
        EXECUTE format('CREATE TABLE knowledge_index_window_%s PARTITION OF '
            'knowledge_index_window FOR VALUES WITH (MODULUS 8, REMAINDER %s)', part, part);
    END LOOP;
END $$;

ALTER TABLE knowledge_index_passage ALTER COLUMN words SET STORAGE EXTERNAL;
ALTER TABLE knowledge_index_passage ALTER COLUMN terms SET STORAGE EXTERNAL;

-- No index on scope, not even as a second column: the planner would read all of it to join it with
-- the one on terms, which takes longer than looking at the passages that the terms have left.
CREATE INDEX ON knowledge_index_passage (document_id);
CREATE INDEX ON knowledge_index_passage USING gin (terms);
-- For audiences with few passages, where comparing all of them beats the search in a graph.
CREATE INDEX ON knowledge_index_window (scope);
-- With scope, or a planner without statistics joins it with the one on scope, for each passage.
CREATE INDEX ON knowledge_index_window (passage_id, scope);
CREATE INDEX ON knowledge_index_window (document_id);

-- In how many passages a term occurs is the sum of both; id 0 counts the passages themselves.
-- Writers only add changes, so that parallel imports never wait for a frequent word.
CREATE TABLE knowledge_index_term (
    id integer PRIMARY KEY,
    passages bigint NOT NULL
);
CREATE TABLE knowledge_index_term_change (
    id integer NOT NULL,
    passages bigint NOT NULL
);
CREATE INDEX ON knowledge_index_term_change (id);

-- Which model made the vectors; those of another one cannot be compared.
CREATE TABLE knowledge_index_model (
    signature text NOT NULL
);
