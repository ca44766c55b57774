-- Substring search of names and captions is served by trigrams.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Text that a listing sorts by is compared by code point, whatever the database's locale.
-- The free space of a page (fillfactor) lets a caption save update its row in place.
CREATE TABLE images (
  image_id         UUID PRIMARY KEY,
  filename         TEXT COLLATE "C" NOT NULL,
  file_path        TEXT COLLATE "C",
  file_modified_at TIMESTAMPTZ,
  file_size        BIGINT,
  width            INT,
  height           INT,
  mime_type        TEXT,
  content_hash     TEXT,
  is_uploaded      BOOLEAN NOT NULL,
  is_stored        BOOLEAN NOT NULL,
  caption_id       UUID,
  -- Rank of the current caption's source (0 none, 1 model, 2 import, 3 human): kept in the row
  -- that a save locks, so that a person's text cannot be lost to a save that waited for it.
  caption_rank     INT NOT NULL DEFAULT 0,
  created_at       TIMESTAMPTZ NOT NULL,
  updated_at       TIMESTAMPTZ NOT NULL,
  CONSTRAINT images_file_path_key UNIQUE (file_path)
) WITH (fillfactor = 85);

CREATE INDEX images_created ON images (created_at, image_id);
CREATE INDEX images_filename ON images (filename, image_id);
-- Nulls last in both directions, as one comparable key each.
CREATE INDEX images_size_ascending ON images (COALESCE(file_size, 9223372036854775807), image_id);
CREATE INDEX images_size_descending ON images (COALESCE(file_size, -1), image_id);
CREATE INDEX images_filename_trigrams ON images USING gin (filename gin_trgm_ops);

-- A row is never changed: the table is the history. images.caption_id names the current one.
CREATE TABLE captions (
  caption_id   UUID PRIMARY KEY,
  image_id     UUID NOT NULL,
  text         TEXT NOT NULL,
  source       TEXT NOT NULL,
  model        TEXT,
  replaces     UUID,
  operation_id UUID NOT NULL,
  created_at   TIMESTAMPTZ NOT NULL,
  CONSTRAINT captions_image_fkey FOREIGN KEY (image_id) REFERENCES images ON DELETE CASCADE,
  CONSTRAINT captions_source_check CHECK (source IN ('model', 'human', 'import'))
);

CREATE INDEX captions_image ON captions (image_id, created_at, caption_id);
CREATE INDEX captions_text_trigrams ON captions USING gin (text gin_trgm_ops);
