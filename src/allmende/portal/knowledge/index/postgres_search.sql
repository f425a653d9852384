-- The search. One call is one trip to the database.
--
-- "wanted" are the terms of which a passage must have one and, where "besides" is not empty, it
-- must also have one of those. Where that leaves too few, one of "wider" is enough.
--
-- EXECUTE, because the graph serves only queries that name its number of dimensions, and because
-- a plan made without the terms knows nothing of how rare they are.
DROP FUNCTION IF EXISTS knowledge_index_candidates;
CREATE FUNCTION knowledge_index_candidates(
    keys text[], wanted integer[], besides integer[], wider integer[], asked sparsevec,
    question halfvec, most integer, windows integer
) RETURNS TABLE (passage_id bigint, document_id bigint, words double precision,
                 meaning double precision)
LANGUAGE plpgsql STABLE
SET jit = off
SET max_parallel_workers_per_gather = 0 -- many people ask at once
SET enable_seqscan = off -- comparing terms row by row costs far more than the planner believes
SET hnsw.ef_search = 100
-- Without it, the search in the graph comes back short where few rows pass the filter.
SET hnsw.iterative_scan = strict_order
SET hnsw.max_scan_tuples = 100000
AS $$
DECLARE
    -- %s: what a passage must have
    by_words text := 'SELECT p.scope, p.passage_id, p.document_id, p.words <#> $5 AS distance '
        'FROM knowledge_index_passage p WHERE p.scope = ANY ($1) AND %s '
        'ORDER BY distance, p.passage_id LIMIT $7';
    narrow text := format(by_words, 'p.terms && $2'
        || CASE WHEN cardinality(besides) > 0 THEN ' AND p.terms && $3' ELSE '' END);
    hits text := CASE WHEN cardinality(wider) = 0 THEN narrow ELSE format(
        'WITH narrow AS MATERIALIZED (%s), wide AS MATERIALIZED (%s) '
        'SELECT * FROM wide UNION ALL SELECT * FROM narrow WHERE NOT EXISTS (SELECT FROM wide)',
        narrow,
        -- The first condition is checked once; mostly it is false and nothing is read.
        format(by_words, '(SELECT count(*) FROM narrow) < $7 AND p.terms && $4')) END;
BEGIN
    IF question IS NULL THEN
        RETURN QUERY EXECUTE 'SELECT f.passage_id, f.document_id, -f.distance, '
            'NULL::double precision FROM (' || hits || ') f ORDER BY f.passage_id'
            USING keys, wanted, besides, wider, asked, question, most;
        RETURN;
    END IF;
    -- Both searches bring their own score along; only the other one is looked up. Windows by an
    -- array, in one scan: joined to the rows, a planner without statistics would read the whole
    -- audience for each of them.
    RETURN QUERY EXECUTE format('WITH found AS MATERIALIZED (%2$s), near AS MATERIALIZED ('
        'SELECT w.scope, w.passage_id, w.document_id, min(w.distance) AS distance FROM ('
        'SELECT v.scope, v.passage_id, v.document_id, v.vector::halfvec(%1$s) <#> $6 AS distance '
        'FROM knowledge_index_window v WHERE v.scope = ANY ($1) AND v.dimensions = %1$s '
        'ORDER BY v.vector::halfvec(%1$s) <#> $6 LIMIT $8) w '
        'GROUP BY w.scope, w.passage_id, w.document_id ORDER BY distance LIMIT $7), '
        'farther AS (SELECT w.passage_id, min(w.vector <#> $6) AS distance '
        'FROM knowledge_index_window w WHERE w.scope = ANY ($1) AND w.dimensions = %1$s '
        'AND w.passage_id = ANY (ARRAY('
        'SELECT f.passage_id FROM found f EXCEPT SELECT n.passage_id FROM near n)) '
        'GROUP BY w.passage_id) '
        'SELECT f.passage_id, f.document_id, -f.distance, -coalesce(n.distance, o.distance) '
        'FROM found f LEFT JOIN near n ON n.passage_id = f.passage_id '
        'LEFT JOIN farther o ON o.passage_id = f.passage_id '
        'UNION ALL SELECT p.passage_id, p.document_id, -(p.words <#> $5), -n.distance '
        'FROM near n JOIN knowledge_index_passage p ON p.scope = ANY ($1) '
        'AND p.scope = n.scope AND p.passage_id = n.passage_id '
        'WHERE NOT EXISTS (SELECT FROM found f WHERE f.passage_id = n.passage_id) '
        'ORDER BY passage_id', vector_dims(question), hits)
        USING keys, wanted, besides, wider, asked, question, most, windows;
END $$;
