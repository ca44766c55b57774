-- The seed files of the service whose rows have been added. A start does not add them again, so a row that a user has
-- deleted stays deleted.
CREATE TABLE seeded_files (
  name      VARCHAR NOT NULL,
  seeded_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  CONSTRAINT seeded_files_pkey PRIMARY KEY (name)
);
