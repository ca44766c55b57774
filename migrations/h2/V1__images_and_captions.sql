-- H2 has neither expression indexes nor ILIKE over an index: each key that a listing sorts or
-- searches by is a generated column. *_utf8 compares by code point, *_lower folds case.
CREATE TABLE images (
  image_id         UUID PRIMARY KEY,
  filename         VARCHAR NOT NULL,
  filename_utf8    VARBINARY GENERATED ALWAYS AS (STRINGTOUTF8(filename)),
  filename_lower   VARCHAR GENERATED ALWAYS AS (LOWER(filename)),
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
  -- Rank of the current caption's source (0 none, 1 model, 2 import, 3 human): kept in the row
  -- that a save locks, so that a person's text cannot be lost to a save that waited for it.
  caption_rank     INT DEFAULT 0 NOT NULL,
  created_at       TIMESTAMP WITH TIME ZONE NOT NULL,
  updated_at       TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT images_file_path_key UNIQUE (file_path)
);

CREATE INDEX images_created ON images (created_at, image_id);
CREATE INDEX images_filename ON images (filename_utf8, image_id);
CREATE INDEX images_size_ascending ON images (size_ascending, image_id);
CREATE INDEX images_size_descending ON images (size_descending, image_id);

-- A row is never changed: the table is the history. images.caption_id names the current one.
CREATE TABLE captions (
  caption_id   UUID PRIMARY KEY,
  image_id     UUID NOT NULL,
  text         VARCHAR NOT NULL,
  text_lower   VARCHAR GENERATED ALWAYS AS (LOWER(text)),
  source       VARCHAR NOT NULL,
  model        VARCHAR,
  replaces     UUID,
  operation_id UUID NOT NULL,
  created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT captions_image_fkey FOREIGN KEY (image_id) REFERENCES images ON DELETE CASCADE,
  -- Not "source IN (…)": H2 2.4 compiles that to a set which clings to the migration's session and
  -- fails with "The database has been closed" once that session has ended.
  CONSTRAINT captions_source_check
    CHECK (CASE source WHEN 'model' THEN TRUE WHEN 'human' THEN TRUE WHEN 'import' THEN TRUE ELSE FALSE END)
);

CREATE INDEX captions_image ON captions (image_id, created_at, caption_id);
