-- H2's own regular expressions can take exponential time, and its query timeout does not end them.
CREATE ALIAS matches_regex FOR 'dev.tintype.search.regex.H2Function.matches';

-- Filters also compare texts that have no folded column without regard to case. H2 has no function for that.
CREATE ALIAS fold_case FOR 'dev.tintype.search.regex.H2Function.foldCase';
CREATE ALIAS contains_folded FOR 'dev.tintype.search.regex.H2Function.containsFolded';

-- H2 has no expression indexes, so each sort key of a listing is a generated column. filename_utf8 compares by code
-- point. The size columns put images of unknown size last in both directions.
CREATE TABLE images (
  image_id         UUID PRIMARY KEY,
  filename         VARCHAR NOT NULL,
  filename_utf8    VARBINARY GENERATED ALWAYS AS (STRINGTOUTF8(filename)),
  file_path        VARCHAR,
  file_modified_at TIMESTAMP WITH TIME ZONE,
  file_size        BIGINT,
  size_ascending   BIGINT GENERATED ALWAYS AS (COALESCE(file_size, 9223372036854775807)),
  size_descending  BIGINT GENERATED ALWAYS AS (COALESCE(file_size, -1)),
  width            INT,
  height           INT,
  mime_type        VARCHAR,
  content_hash     VARCHAR,
  is_uploaded      BOOLEAN NOT NULL,
  is_stored        BOOLEAN NOT NULL,
  caption_id       UUID,
  -- Rank of the current caption's source: 0 none, 1 model, 2 import, 3 human. A save locks this row, reads the rank
  -- and never replaces a caption of a higher rank.
  caption_rank     INT DEFAULT 0 NOT NULL,
  created_at       TIMESTAMP WITH TIME ZONE NOT NULL,
  updated_at       TIMESTAMP WITH TIME ZONE NOT NULL,
  -- The current caption. The table captions has it too, but reading an image then reads one row, and a save rewrites
  -- this row anyway.
  caption          VARCHAR,
  caption_model    VARCHAR,
  -- The caption that caption_id replaced.
  replaced_id      UUID,
  -- Comparison without regard to case follows one rule, which the service applies: the normal form NFC, Unicode's full
  -- case folding, and NFC again. LOWER would follow the locale of the Java that runs H2. The service writes the folded
  -- texts together with their sources.
  filename_folded  VARCHAR NOT NULL,
  caption_folded   VARCHAR,
  CONSTRAINT images_file_path_key UNIQUE (file_path),
  CONSTRAINT images_caption_folded_check CHECK ((caption IS NULL) = (caption_folded IS NULL))
);

CREATE INDEX images_created ON images (created_at, image_id);
-- For workers and filters: images without a caption, and images by the model of their caption, newest first.
CREATE INDEX images_uncaptioned ON images (caption_rank, created_at, image_id);
CREATE INDEX images_caption_model ON images (caption_model, created_at, image_id);
CREATE INDEX images_filename ON images (filename_utf8, image_id);
CREATE INDEX images_size_ascending ON images (size_ascending, image_id);
CREATE INDEX images_size_descending ON images (size_descending, image_id);

-- The history of captions: rows are added and deleted, never changed. images.caption_id names the current one. Searches
-- read images only.
CREATE TABLE captions (
  caption_id   UUID PRIMARY KEY,
  image_id     UUID NOT NULL,
  text         VARCHAR NOT NULL,
  source       VARCHAR NOT NULL,
  model        VARCHAR,
  replaces     UUID,
  operation_id UUID NOT NULL,
  created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT captions_image_fkey FOREIGN KEY (image_id) REFERENCES images ON DELETE CASCADE,
  -- Not "source IN (…)": H2 2.4 compiles it to a set that belongs to the session of the migration. After that session
  -- has ended, an insert fails with "The database has been closed".
  CONSTRAINT captions_source_check
    CHECK (CASE source WHEN 'model' THEN TRUE WHEN 'human' THEN TRUE WHEN 'import' THEN TRUE ELSE FALSE END)
);

CREATE INDEX captions_image ON captions (image_id, created_at, caption_id);

-- One row for each batch or stream of captions. Every caption has the id of the operation that wrote it.
CREATE TABLE caption_operations (
  operation_id UUID PRIMARY KEY,
  created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
  source       VARCHAR,
  model        VARCHAR,
  saved        BIGINT NOT NULL
);

CREATE INDEX caption_operations_created ON caption_operations (created_at, operation_id);

CREATE TABLE thumbnails (
  image_id   UUID NOT NULL,
  size       INT NOT NULL,
  format     VARCHAR NOT NULL,
  mime_type  VARCHAR NOT NULL,
  width      INT NOT NULL,
  height     INT NOT NULL,
  etag       VARCHAR NOT NULL,
  data       BYTEA NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT thumbnails_pkey PRIMARY KEY (image_id, size, format),
  CONSTRAINT thumbnails_image_fkey FOREIGN KEY (image_id) REFERENCES images ON DELETE CASCADE
);

-- The first response to each Idempotency-Key, kept for 24 hours. location is the path of the created resource.
CREATE TABLE idempotent_answers (
  idempotency_key VARCHAR PRIMARY KEY,
  request_hash    VARCHAR NOT NULL,
  status          INT NOT NULL,
  content_type    VARCHAR NOT NULL,
  body            BYTEA NOT NULL,
  created_at      TIMESTAMP WITH TIME ZONE NOT NULL,
  location        VARCHAR
);

CREATE INDEX idempotent_answers_created ON idempotent_answers (created_at);

-- Each prompt once, by the hash of search_text, which is its normalised and folded text.
-- H2 stores a BINARY LARGE OBJECT apart from its row, so only queries that select it read it. A BYTEA would be read
-- with every row.
CREATE TABLE prompts (
  id               BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  prompt_text      VARCHAR NOT NULL,
  prompt_hash      VARCHAR NOT NULL,
  search_text      VARCHAR NOT NULL,
  total_uses       BIGINT DEFAULT 1 NOT NULL,
  first_used_at    TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  last_used_at     TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  model            VARCHAR,
  thumbnail_data   BINARY LARGE OBJECT,
  thumbnail_mime   VARCHAR,
  thumbnail_width  INT,
  thumbnail_height INT,
  thumbnail_bytes  INT,
  thumbnail_etag   VARCHAR
);

CREATE UNIQUE INDEX idx_prompts_hash ON prompts (prompt_hash);
CREATE INDEX idx_prompts_last_used ON prompts (last_used_at DESC, id);
-- The index holds every column that a search and its filters compare, so a search reads only the rows that match.
CREATE INDEX idx_prompts_total_uses
  ON prompts (total_uses DESC, last_used_at DESC, id, model, thumbnail_bytes, search_text);
CREATE INDEX idx_prompts_model ON prompts (model);

-- The images that were made with a prompt.
CREATE TABLE prompt_images (
  prompt_id  BIGINT NOT NULL,
  image_id   UUID NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT prompt_images_pkey PRIMARY KEY (prompt_id, image_id),
  CONSTRAINT prompt_images_prompt_fkey FOREIGN KEY (prompt_id) REFERENCES prompts ON DELETE CASCADE,
  CONSTRAINT prompt_images_image_fkey FOREIGN KEY (image_id) REFERENCES images ON DELETE CASCADE
);

CREATE INDEX prompt_images_image ON prompt_images (image_id);

-- H2 counts UTF-16 code units, and some characters have two: a code of 50 characters may need 100.
-- H2 stores a CHARACTER LARGE OBJECT apart from its row, so listings do not read it.
CREATE TABLE document (
  id          UUID PRIMARY KEY,
  code        VARCHAR(100) NOT NULL,
  name        VARCHAR(510) NOT NULL,
  content     CHARACTER LARGE OBJECT NOT NULL,
  created_at  TIMESTAMP WITH TIME ZONE NOT NULL,
  updated_at  TIMESTAMP WITH TIME ZONE NOT NULL,
  name_folded VARCHAR NOT NULL,
  CONSTRAINT document_code_key UNIQUE (code)
);

CREATE INDEX idx_document_name ON document (name);
CREATE INDEX idx_document_created ON document (created_at DESC, id DESC);

-- message_count is stored, so a list of threads does not count messages.
-- thread_id has no maximum length: H2 would count some characters twice.
CREATE TABLE chat_threads (
  thread_id     VARCHAR PRIMARY KEY,
  user_id       BIGINT,
  title         VARCHAR,
  message_count BIGINT DEFAULT 0 NOT NULL,
  created_at    TIMESTAMP WITH TIME ZONE NOT NULL,
  updated_at    TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE INDEX idx_chat_threads_activity ON chat_threads (updated_at DESC, thread_id);
CREATE INDEX idx_chat_threads_user ON chat_threads (user_id, updated_at DESC, thread_id);

CREATE TABLE message (
  id         UUID PRIMARY KEY,
  thread_id  VARCHAR NOT NULL,
  user_id    BIGINT,
  question   VARCHAR NOT NULL,
  answer     VARCHAR NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT message_thread_fkey FOREIGN KEY (thread_id) REFERENCES chat_threads ON DELETE CASCADE
);

CREATE INDEX idx_message_thread ON message (thread_id, created_at DESC, id DESC);
CREATE INDEX idx_message_user ON message (user_id, created_at DESC);

-- Rows that the text index beside the database does not contain yet. The transaction that writes a row adds its entry,
-- and the service deletes the entry when the index has the row on disk.
CREATE TABLE text_changes (
  seq    BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
  kind   VARCHAR(20) NOT NULL,
  row_id UUID NOT NULL
);

-- Identifies the text index that belongs to this database. An index with another token is built again.
CREATE TABLE text_index (
  token UUID NOT NULL
);

INSERT INTO text_index VALUES (RANDOM_UUID());
