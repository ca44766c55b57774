-- One row for each batch or stream of captions; its id stands in every caption that it wrote.
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

-- The first answer to each Idempotency-Key, kept for 24 hours.
CREATE TABLE idempotent_answers (
  idempotency_key VARCHAR PRIMARY KEY,
  request_hash    VARCHAR NOT NULL,
  status          INT NOT NULL,
  content_type    VARCHAR NOT NULL,
  body            BYTEA NOT NULL,
  created_at      TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE INDEX idempotent_answers_created ON idempotent_answers (created_at);
