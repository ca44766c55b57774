-- The words of a text. A tsvector holds 1 MB at most: of a longer text the beginning counts, up to
-- 500,000 characters or as many as fit. Short ones, which always fit, are spared the subtransaction.
CREATE FUNCTION text_vector(content TEXT) RETURNS TSVECTOR LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  size INT := 500000;
BEGIN
  IF octet_length(content) <= 200000 THEN
    RETURN to_tsvector('pg_catalog.english', content);
  END IF;
  LOOP
    BEGIN
      RETURN to_tsvector('pg_catalog.english', left(content, size));
    EXCEPTION WHEN program_limit_exceeded THEN
      size := size / 2;
    END;
  END LOOP;
END
$$;

CREATE TABLE document (
  id            UUID PRIMARY KEY,
  code          VARCHAR(50) COLLATE "C" NOT NULL,
  name          VARCHAR(255) NOT NULL,
  content       TEXT NOT NULL,
  search_vector TSVECTOR GENERATED ALWAYS AS (text_vector(content)) STORED,
  created_at    TIMESTAMPTZ NOT NULL,
  updated_at    TIMESTAMPTZ NOT NULL,
  CONSTRAINT document_code_key UNIQUE (code)
);

CREATE INDEX idx_document_name ON document (name);
CREATE INDEX idx_document_name_trigrams ON document USING gin (lower(name) gin_trgm_ops);
CREATE INDEX idx_document_created ON document (created_at DESC, id DESC);
CREATE INDEX idx_document_search ON document USING gin (search_vector);

-- Each thread knows how many messages it has: a list of threads counts none.
CREATE TABLE chat_threads (
  thread_id     VARCHAR(255) COLLATE "C" PRIMARY KEY,
  user_id       BIGINT,
  title         TEXT,
  message_count BIGINT NOT NULL DEFAULT 0,
  created_at    TIMESTAMPTZ NOT NULL,
  updated_at    TIMESTAMPTZ NOT NULL
);

CREATE INDEX idx_chat_threads_activity ON chat_threads (updated_at DESC, thread_id);
CREATE INDEX idx_chat_threads_user ON chat_threads (user_id, updated_at DESC, thread_id);

CREATE TABLE message (
  id            UUID PRIMARY KEY,
  thread_id     VARCHAR(255) COLLATE "C" NOT NULL REFERENCES chat_threads ON DELETE CASCADE,
  user_id       BIGINT,
  question      TEXT NOT NULL,
  answer        TEXT NOT NULL,
  search_vector TSVECTOR GENERATED ALWAYS AS (text_vector(question || ' ' || answer)) STORED,
  created_at    TIMESTAMPTZ NOT NULL
);

CREATE INDEX idx_message_thread ON message (thread_id, created_at DESC, id DESC);
CREATE INDEX idx_message_user ON message (user_id, created_at DESC);
CREATE INDEX idx_message_search ON message USING gin (search_vector);

-- lz4 takes texts apart several times as fast as pglz, and a search takes the words of hundreds apart.
-- A server that was built without it keeps its own.
DO $$
BEGIN
  ALTER TABLE document ALTER content SET COMPRESSION lz4, ALTER search_vector SET COMPRESSION lz4;
  ALTER TABLE message ALTER question SET COMPRESSION lz4, ALTER answer SET COMPRESSION lz4,
    ALTER search_vector SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported OR syntax_error THEN
  RAISE NOTICE 'texts are compressed by pglz';
END
$$;
