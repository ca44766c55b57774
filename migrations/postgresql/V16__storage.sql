-- The storage of the files that rows name. Its id is also in the storage, so that no instance uses another one.

CREATE TABLE storage (
  storage_id UUID NOT NULL,
  kind       VARCHAR NOT NULL,
  location   VARCHAR NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  -- Refuses a second row.
  only_row   BOOLEAN NOT NULL DEFAULT TRUE,
  CONSTRAINT storage_pkey PRIMARY KEY (storage_id),
  CONSTRAINT storage_only_row_key UNIQUE (only_row),
  CONSTRAINT storage_only_row_check CHECK (only_row)
);
