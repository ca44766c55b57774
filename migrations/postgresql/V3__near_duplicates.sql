-- Near duplicates of photos.

-- Pictures that a person has called different. The pictures of a set are never shown as duplicates of each other, and
-- cause no conflict. A set has one row for each picture, because a set of n pictures has n² pairs. content_hash is that of
-- the original. It recognises a picture that was deleted and ingested again; meanwhile media_asset_id is null.
CREATE TABLE different_pictures (
  id             UUID NOT NULL DEFAULT gen_random_uuid(),
  set_id         UUID NOT NULL,
  media_asset_id UUID,
  content_hash   TEXT COLLATE "C" NOT NULL,
  created_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT different_pictures_pkey PRIMARY KEY (id),
  CONSTRAINT different_pictures_asset_fkey FOREIGN KEY (media_asset_id) REFERENCES media_assets ON DELETE SET NULL
);

CREATE INDEX different_pictures_asset ON different_pictures (media_asset_id, set_id);
CREATE INDEX different_pictures_set ON different_pictures (set_id, media_asset_id);
CREATE INDEX different_pictures_hash ON different_pictures (content_hash, set_id);

-- Pictures that are similar to an asset and wait for a decision. Each is an image without an asset. media_asset_id is null
-- after the asset was deleted. is_copied: the file of a registered image is to be copied when it is ingested after all.
CREATE TABLE ingest_conflicts (
  id             UUID NOT NULL DEFAULT gen_random_uuid(),
  image_id       UUID NOT NULL,
  media_asset_id UUID,
  similarity     INT NOT NULL,
  suggested      TEXT COLLATE "C" NOT NULL,
  reason         TEXT NOT NULL,
  is_copied      BOOLEAN NOT NULL DEFAULT FALSE,
  created_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT ingest_conflicts_pkey PRIMARY KEY (id),
  CONSTRAINT ingest_conflicts_image_key UNIQUE (image_id),
  CONSTRAINT ingest_conflicts_image_fkey FOREIGN KEY (image_id) REFERENCES images ON DELETE CASCADE,
  CONSTRAINT ingest_conflicts_asset_fkey FOREIGN KEY (media_asset_id) REFERENCES media_assets ON DELETE SET NULL,
  CONSTRAINT ingest_conflicts_suggested_check
    CHECK (suggested IN ('keep_existing', 'keep_both', 'replace'))
);

CREATE INDEX ingest_conflicts_asset ON ingest_conflicts (media_asset_id);
CREATE INDEX ingest_conflicts_created ON ingest_conflicts (created_at, id);

-- Duplicates compare the hashes of all listed photos, and bursts their times: these indexes have all columns for that.
CREATE INDEX file_versions_listed_phash ON file_versions (listing, phash, media_asset_id);
CREATE INDEX file_versions_listed_camera ON file_versions (listing, camera, taken_at, id);
