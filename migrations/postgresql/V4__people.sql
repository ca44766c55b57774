-- Faces, people and relationships as the service keeps them. Only derived columns are added to the tables that other
-- applications know. "db integrity --repair" derives them for rows of such applications.

-- The person whose face_count contains the face: its person, unless it is ignored or in the trash.
ALTER TABLE faces ADD COLUMN counted_person_id UUID;

ALTER TABLE faces ADD CONSTRAINT faces_counted_fkey
  FOREIGN KEY (counted_person_id) REFERENCES people ON DELETE SET NULL;

UPDATE faces SET counted_person_id = person_id
WHERE person_id IS NOT NULL AND NOT ignored AND photo_id IN (
  SELECT v.id FROM file_versions v JOIN media_assets a ON a.id = v.media_asset_id WHERE a.deleted_at IS NULL);

UPDATE people SET face_count = (SELECT count(*) FROM faces f WHERE f.counted_person_id = people.id);

CREATE INDEX faces_counted ON faces (counted_person_id, photo_id, id);

-- faces.embedding as a unit vector: 32-bit floats, highest byte first. JSON numbers are too slow to compare (ADR 28).
CREATE TABLE face_vectors (
  face_id UUID NOT NULL,
  length  INT NOT NULL,
  vector  BYTEA NOT NULL,
  CONSTRAINT face_vectors_pkey PRIMARY KEY (face_id),
  CONSTRAINT face_vectors_face_fkey FOREIGN KEY (face_id) REFERENCES faces ON DELETE CASCADE
);

-- The vectors are neither compressed nor, up to 2,000 numbers, stored apart from their rows.
ALTER TABLE face_vectors ALTER COLUMN vector SET STORAGE EXTERNAL;
ALTER TABLE face_vectors SET (toast_tuple_target = 8160);

-- For each person and length of embeddings: the sum of the vectors of the counted faces, in the same form.
CREATE TABLE person_vectors (
  person_id  UUID NOT NULL,
  length     INT NOT NULL,
  face_count INT NOT NULL,
  vector     BYTEA NOT NULL,
  CONSTRAINT person_vectors_pkey PRIMARY KEY (person_id, length),
  CONSTRAINT person_vectors_person_fkey FOREIGN KEY (person_id) REFERENCES people ON DELETE CASCADE
);

ALTER TABLE person_vectors ALTER COLUMN vector SET STORAGE EXTERNAL;
ALTER TABLE person_vectors SET (toast_tuple_target = 8160);

CREATE INDEX person_vectors_length ON person_vectors (length, person_id);

-- What a merge of two people needs to be undone. Neither person has a foreign key, since both may be deleted.
CREATE TABLE person_merges (
  id         UUID NOT NULL,
  source_id  UUID NOT NULL,
  target_id  UUID NOT NULL,
  details    JSONB NOT NULL,
  undone_at  TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT person_merges_pkey PRIMARY KEY (id)
);

CREATE INDEX person_merges_source ON person_merges (source_id, undone_at);

-- Names the relationship in one way, whichever of the two people comes first. It is null in rows of other
-- applications, and in a row that says the same as another one.
ALTER TABLE relationships ADD COLUMN pair_key TEXT COLLATE "C";

UPDATE relationships SET pair_key = CASE
  WHEN relationship_type = 'child' THEN CAST(person2_id AS TEXT) || ' parent ' || CAST(person1_id AS TEXT)
  WHEN relationship_type = 'parent' OR person1_id < person2_id
    THEN CAST(person1_id AS TEXT) || ' ' || relationship_type || ' ' || CAST(person2_id AS TEXT)
  ELSE CAST(person2_id AS TEXT) || ' ' || relationship_type || ' ' || CAST(person1_id AS TEXT) END
WHERE person1_id <> person2_id;

UPDATE relationships SET pair_key = NULL
WHERE EXISTS (SELECT 1 FROM relationships o WHERE o.pair_key = relationships.pair_key AND o.id < relationships.id);

ALTER TABLE relationships ADD CONSTRAINT relationships_pair_key UNIQUE (pair_key);
