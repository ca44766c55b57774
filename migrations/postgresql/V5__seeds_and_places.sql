-- The seed files of the service whose rows have been added. A start does not add them again, so a row that a user has
-- deleted stays deleted.
CREATE TABLE seeded_files (
  name      TEXT COLLATE "C" NOT NULL,
  seeded_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT seeded_files_pkey PRIMARY KEY (name)
);
