-- Brings an index that an earlier release made to what postgres.sql says today.
DROP INDEX IF EXISTS knowledge_index_passage_passage_id_scope_idx;
DO $$ BEGIN
    FOR part IN 0..7 LOOP
        EXECUTE format('CREATE UNIQUE INDEX IF NOT EXISTS knowledge_index_passage_%1$s_passage_id_idx '
            'ON knowledge_index_passage_%1$s (passage_id)', part);
    END LOOP;
END $$;
DROP INDEX IF EXISTS knowledge_index_window_passage_id_idx;
CREATE INDEX IF NOT EXISTS knowledge_index_window_passage_id_scope_idx
    ON knowledge_index_window (passage_id, scope);
