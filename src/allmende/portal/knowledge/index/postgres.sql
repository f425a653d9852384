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
        EXECUTE format('CREATE TABLE knowledge_index_window_%s PARTITION OF '
            'knowledge_index_window FOR VALUES WITH (MODULUS 8, REMAINDER %s)', part, part);
    END LOOP;
END $$;

ALTER TABLE knowledge_index_passage ALTER COLUMN words SET STORAGE EXTERNAL;
ALTER TABLE knowledge_index_passage ALTER COLUMN terms SET STORAGE EXTERNAL;

-- Not one that begins with scope: the planner would join it with terms, which is slower.
CREATE UNIQUE INDEX ON knowledge_index_passage (passage_id, scope);
CREATE INDEX ON knowledge_index_passage (document_id);
CREATE INDEX ON knowledge_index_passage USING gin (terms);
-- For audiences with few passages, where comparing all of them beats the search in a graph.
CREATE INDEX ON knowledge_index_window (scope);
CREATE INDEX ON knowledge_index_window (passage_id);
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

-- One call is one trip to the database. "wanted" are the terms of which a passage must have
-- one. EXECUTE, because the graph serves only queries that name its number of dimensions, and
-- because a plan made without the terms knows nothing of how rare they are.
CREATE FUNCTION knowledge_index_candidates(
    keys text[], wanted integer[], asked sparsevec, question halfvec, most integer, windows integer
) RETURNS TABLE (passage_id bigint, document_id bigint, words double precision,
                 meaning double precision)
LANGUAGE plpgsql STABLE
SET jit = off
SET max_parallel_workers_per_gather = 0 -- many people ask at once
SET hnsw.ef_search = 100
-- Without it, the search in the graph comes back short where few rows pass the filter.
SET hnsw.iterative_scan = strict_order
SET hnsw.max_scan_tuples = 100000
AS $$
DECLARE
    found bigint[];
    near bigint[];
    asked_dimensions integer := vector_dims(question);
BEGIN
    EXECUTE 'SELECT array_agg(f.passage_id) FROM (SELECT p.passage_id '
        'FROM knowledge_index_passage p WHERE p.scope = ANY ($1) AND p.terms && $2 '
        'ORDER BY p.words <#> $3, p.passage_id LIMIT $4) f'
        INTO found USING keys, wanted, asked, most;
    IF question IS NOT NULL THEN
        EXECUTE format('SELECT array_agg(n.passage_id) FROM (SELECT w.passage_id FROM ('
            'SELECT v.passage_id, v.vector::halfvec(%1$s) <#> $2 AS distance '
            'FROM knowledge_index_window v WHERE v.scope = ANY ($1) AND v.dimensions = %1$s '
            'ORDER BY v.vector::halfvec(%1$s) <#> $2 LIMIT $4) w '
            'GROUP BY w.passage_id ORDER BY min(w.distance) LIMIT $3) n', asked_dimensions)
            INTO near USING keys, question, most, windows;
    END IF;
    RETURN QUERY EXECUTE 'SELECT p.passage_id, p.document_id, -(p.words <#> $3), m.best '
        'FROM knowledge_index_passage p LEFT JOIN ('
        'SELECT w.passage_id, max(-(w.vector <#> $4)) AS best FROM knowledge_index_window w '
        'WHERE w.scope = ANY ($1) AND w.passage_id = ANY ($2) AND w.dimensions = $5 '
        'GROUP BY w.passage_id) m ON m.passage_id = p.passage_id '
        'WHERE p.scope = ANY ($1) AND p.passage_id = ANY ($2) ORDER BY p.passage_id'
        USING keys, found || near, asked, question, asked_dimensions;
END $$;
