DROP FUNCTION knowledge_index_candidates;
DROP TABLE knowledge_index_passage, knowledge_index_window, knowledge_index_term,
    knowledge_index_term_change, knowledge_index_model;
