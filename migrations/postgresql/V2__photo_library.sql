-- The photo library. Tables and columns have the names that other applications use, so their rows can be copied over.
-- Columns that those applications do not have are nullable or have a default; "db integrity --repair" derives them for
-- such rows. Ids have a default for the same reason. The service makes its own ids, which are ordered by time.

CREATE TABLE users (
  id       UUID NOT NULL DEFAULT gen_random_uuid(),
  username TEXT COLLATE "C" NOT NULL,
  password TEXT NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_username_key UNIQUE (username)
);

-- A picture as a user thinks of it. All its versions share one image, so the image must not be deleted alone: RESTRICT
-- is the last guard of that. Rows of other applications have no image.
CREATE TABLE media_assets (
  id                UUID NOT NULL DEFAULT gen_random_uuid(),
  original_filename TEXT COLLATE "C" NOT NULL,
  image_id          UUID,
  -- When the asset was moved to the trash; null: it is live.
  deleted_at        TIMESTAMPTZ,
  created_at        TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT media_assets_pkey PRIMARY KEY (id),
  CONSTRAINT media_assets_image_key UNIQUE (image_id),
  CONSTRAINT media_assets_image_fkey FOREIGN KEY (image_id) REFERENCES images ON DELETE RESTRICT
);

CREATE INDEX media_assets_deleted ON media_assets (deleted_at, id) WHERE deleted_at IS NOT NULL;

-- The photos: one row for each version of an asset, that is, for each tier.
--
-- Lists show the best photos of live assets. Each order of a list is an index that begins with "listing", so a page at
-- any depth reads only its own rows. H2 has no partial indexes, and its generated columns see one row only. The service
-- therefore keeps two facts in each row, together with the rows that they follow from: is_best (no version of the asset
-- is in a higher tier) and is_trashed (the asset has deleted_at). "listing" is generated from them. In a row of another
-- application is_best is null, and the row is in no list: which version is the best is not known before the repair.
CREATE TABLE file_versions (
  id                   UUID NOT NULL DEFAULT gen_random_uuid(),
  media_asset_id       UUID NOT NULL,
  tier                 TEXT COLLATE "C" NOT NULL,
  file_path            TEXT COLLATE "C" NOT NULL,
  -- SHA-256 in hexadecimal digits.
  file_hash            TEXT COLLATE "C" NOT NULL,
  file_size            BIGINT NOT NULL,
  mime_type            TEXT COLLATE "C" NOT NULL,
  metadata             JSONB,
  is_reviewed          BOOLEAN DEFAULT FALSE,
  rating               INT DEFAULT 0,
  keywords             TEXT[] DEFAULT '{}',
  location             TEXT,
  event_type           TEXT COLLATE "C",
  event_name           TEXT COLLATE "C",
  -- The bits of phash as characters 0 and 1, highest first.
  perceptual_hash      TEXT,
  ai_short_description TEXT,
  processing_state     TEXT COLLATE "C" DEFAULT 'processed',
  created_at           TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at           TIMESTAMPTZ NOT NULL DEFAULT now(),
  revision             BIGINT NOT NULL DEFAULT 1,
  -- Wall-clock time at the place of the picture.
  taken_at             TIMESTAMP(3),
  -- Where taken_at and the coordinates come from: user, exif, xmp, name, ai. What a user set is embedded, and reading
  -- the file again does not replace it.
  taken_source         TEXT COLLATE "C",
  camera               TEXT COLLATE "C",
  lens                 TEXT COLLATE "C",
  latitude             DOUBLE PRECISION,
  longitude            DOUBLE PRECISION,
  coordinates_source   TEXT COLLATE "C",
  phash                BIGINT,
  is_best              BOOLEAN,
  is_trashed           BOOLEAN NOT NULL DEFAULT FALSE,
  -- A copy of media_assets.original_filename, so that the index of an order needs one table only.
  sort_name            TEXT COLLATE "C" NOT NULL DEFAULT '',
  -- The folded texts that a search looks through, each on a separate line.
  search_text          TEXT COLLATE "C" NOT NULL DEFAULT '',
  -- Gold only. is_embedded: since the file was written, no column has changed that is embedded in it.
  -- embedded_caption_id: the caption in the file. Captions change without the photo's row.
  is_embedded          BOOLEAN,
  embedded_caption_id  UUID,
  listing              TEXT COLLATE "C" GENERATED ALWAYS AS (CASE
                         WHEN is_trashed THEN 'trashed'
                         WHEN is_best AND processing_state = 'rejected' THEN 'rejected'
                         WHEN is_best THEN 'listed'
                         WHEN NOT is_best THEN 'lower'
                       END) STORED,
  -- Keys of orders. Photos without a date are last in both directions.
  rating_order         INT GENERATED ALWAYS AS (COALESCE(rating, 0)) STORED,
  taken_ascending      TIMESTAMP(3) GENERATED ALWAYS AS (COALESCE(taken_at, TIMESTAMP '9999-12-31 00:00:00')) STORED,
  taken_descending     TIMESTAMP(3) GENERATED ALWAYS AS (COALESCE(taken_at, TIMESTAMP '0001-01-01 00:00:00')) STORED,
  -- Month and day, as 704 for 4 July.
  taken_day            INT GENERATED ALWAYS AS
                         (CAST(EXTRACT(MONTH FROM taken_at) * 100 + EXTRACT(DAY FROM taken_at) AS INT)) STORED,
  -- Four bands of phash, highest bits first. Hashes that differ in d bits differ in at most d/4 bits in one band.
  phash_band_1         INT GENERATED ALWAYS AS (CAST((phash >> 48) & 65535 AS INT)) STORED,
  phash_band_2         INT GENERATED ALWAYS AS (CAST((phash >> 32) & 65535 AS INT)) STORED,
  phash_band_3         INT GENERATED ALWAYS AS (CAST((phash >> 16) & 65535 AS INT)) STORED,
  phash_band_4         INT GENERATED ALWAYS AS (CAST(phash & 65535 AS INT)) STORED,
  CONSTRAINT file_versions_pkey PRIMARY KEY (id),
  CONSTRAINT file_versions_asset_tier_key UNIQUE (media_asset_id, tier),
  CONSTRAINT file_versions_asset_fkey FOREIGN KEY (media_asset_id) REFERENCES media_assets ON DELETE CASCADE,
  CONSTRAINT file_versions_tier_check CHECK (tier IN ('bronze', 'silver', 'gold')),
  CONSTRAINT file_versions_rating_check CHECK (rating BETWEEN 0 AND 5),
  CONSTRAINT file_versions_state_check CHECK (processing_state IN ('processed', 'promoted', 'rejected'))
);

-- A batch of changes updates many rows at once. Pages with room keep the new versions near the old ones.
ALTER TABLE file_versions SET (fillfactor = 85);

CREATE INDEX file_versions_hash ON file_versions (file_hash);
CREATE INDEX file_versions_tier ON file_versions (tier, created_at, id);
CREATE INDEX file_versions_taken ON file_versions (taken_at, id);
CREATE INDEX file_versions_coordinates ON file_versions (latitude, longitude);
-- Lists of all versions, and of photos in every state.
CREATE INDEX file_versions_created ON file_versions (created_at, id);
CREATE INDEX file_versions_listed_created ON file_versions (listing, created_at, id);
CREATE INDEX file_versions_listed_tier ON file_versions (listing, tier, created_at, id);
CREATE INDEX file_versions_listed_taken_ascending ON file_versions (listing, taken_ascending, id);
CREATE INDEX file_versions_listed_taken_descending ON file_versions (listing, taken_descending, id);
CREATE INDEX file_versions_listed_day ON file_versions (listing, taken_day, created_at, id);
CREATE INDEX file_versions_listed_rating ON file_versions (listing, rating_order, id);
CREATE INDEX file_versions_listed_size ON file_versions (listing, file_size, id);
CREATE INDEX file_versions_listed_name ON file_versions (listing, sort_name, id);
-- The indexes hold the whole hash, so only the rows that are similar enough are read.
CREATE INDEX file_versions_phash_1 ON file_versions (phash_band_1, phash, id);
CREATE INDEX file_versions_phash_2 ON file_versions (phash_band_2, phash, id);
CREATE INDEX file_versions_phash_3 ON file_versions (phash_band_3, phash, id);
CREATE INDEX file_versions_phash_4 ON file_versions (phash_band_4, phash, id);
CREATE INDEX file_versions_search_trigrams ON file_versions USING gin (search_text gin_trgm_ops);

-- The keywords of each photo in folded form: neither database has an index of array elements that also finds the tags
-- below a tag. Those are the keys between tag_key || '/' and tag_key || '0', because 0 follows the slash.
CREATE TABLE photo_tags (
  photo_id UUID NOT NULL,
  tag_key  TEXT COLLATE "C" NOT NULL,
  CONSTRAINT photo_tags_pkey PRIMARY KEY (photo_id, tag_key),
  CONSTRAINT photo_tags_photo_fkey FOREIGN KEY (photo_id) REFERENCES file_versions ON DELETE CASCADE
);

CREATE INDEX photo_tags_key ON photo_tags (tag_key, photo_id);

-- photo_id has no foreign key: the history of an asset outlives its versions. It ends with the asset.
CREATE TABLE asset_history (
  id             UUID NOT NULL DEFAULT gen_random_uuid(),
  media_asset_id UUID NOT NULL,
  action         TEXT COLLATE "C" NOT NULL,
  details        TEXT,
  timestamp      TIMESTAMPTZ NOT NULL DEFAULT now(),
  photo_id       UUID,
  -- The changed fields: {"field": [before, after]}.
  changes        JSONB,
  operation_id   UUID,
  CONSTRAINT asset_history_pkey PRIMARY KEY (id),
  CONSTRAINT asset_history_asset_fkey FOREIGN KEY (media_asset_id) REFERENCES media_assets ON DELETE CASCADE
);

CREATE INDEX asset_history_asset ON asset_history (media_asset_id, timestamp, id);
CREATE INDEX asset_history_operation ON asset_history (operation_id, id);
CREATE INDEX asset_history_time ON asset_history (timestamp, id);

CREATE TABLE collections (
  id                  UUID NOT NULL DEFAULT gen_random_uuid(),
  name                TEXT COLLATE "C" NOT NULL,
  description         TEXT,
  is_public           BOOLEAN DEFAULT FALSE,
  cover_photo         UUID,
  is_smart_collection BOOLEAN DEFAULT FALSE,
  smart_rules         JSONB,
  created_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT collections_pkey PRIMARY KEY (id),
  CONSTRAINT collections_cover_fkey FOREIGN KEY (cover_photo) REFERENCES file_versions ON DELETE SET NULL
);

CREATE INDEX collections_cover ON collections (cover_photo);
CREATE INDEX collections_name ON collections (name, id);

CREATE TABLE collection_photos (
  id            UUID NOT NULL DEFAULT gen_random_uuid(),
  collection_id UUID NOT NULL,
  photo_id      UUID NOT NULL,
  added_at      TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT collection_photos_pkey PRIMARY KEY (id),
  CONSTRAINT collection_photos_collection_photo_key UNIQUE (collection_id, photo_id),
  CONSTRAINT collection_photos_collection_fkey FOREIGN KEY (collection_id) REFERENCES collections ON DELETE CASCADE,
  CONSTRAINT collection_photos_photo_fkey FOREIGN KEY (photo_id) REFERENCES file_versions ON DELETE CASCADE
);

CREATE INDEX collection_photos_photo ON collection_photos (photo_id);
CREATE INDEX collection_photos_added ON collection_photos (collection_id, added_at, id);

-- The two faces of a person have no foreign keys: faces refer to people, and an archive needs an order of the tables.
CREATE TABLE people (
  id                         UUID NOT NULL DEFAULT gen_random_uuid(),
  name                       TEXT COLLATE "C" NOT NULL,
  notes                      TEXT,
  birthdate                  DATE,
  face_count                 INT DEFAULT 0,
  -- Other applications keep the path of a picture here.
  representative_face        TEXT,
  selected_thumbnail_face_id UUID,
  created_at                 TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT people_pkey PRIMARY KEY (id)
);

CREATE INDEX people_name ON people (name, id);

CREATE TABLE faces (
  id           UUID NOT NULL DEFAULT gen_random_uuid(),
  photo_id     UUID NOT NULL,
  person_id    UUID,
  bounding_box JSONB NOT NULL,
  confidence   INT NOT NULL,
  embedding    JSONB,
  ignored      BOOLEAN NOT NULL DEFAULT FALSE,
  created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT faces_pkey PRIMARY KEY (id),
  CONSTRAINT faces_photo_fkey FOREIGN KEY (photo_id) REFERENCES file_versions ON DELETE CASCADE,
  CONSTRAINT faces_person_fkey FOREIGN KEY (person_id) REFERENCES people ON DELETE SET NULL,
  CONSTRAINT faces_confidence_check CHECK (confidence BETWEEN 0 AND 100)
);

CREATE INDEX faces_photo ON faces (photo_id, created_at, id);
-- Also the unassigned faces, whose person_id is null.
CREATE INDEX faces_person ON faces (person_id, ignored, created_at, id);
CREATE INDEX faces_ignored ON faces (ignored, created_at, id);

CREATE TABLE relationships (
  id                UUID NOT NULL DEFAULT gen_random_uuid(),
  person1_id        UUID NOT NULL,
  person2_id        UUID NOT NULL,
  relationship_type TEXT COLLATE "C" NOT NULL,
  notes             TEXT,
  created_at        TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT relationships_pkey PRIMARY KEY (id),
  CONSTRAINT relationships_person1_fkey FOREIGN KEY (person1_id) REFERENCES people ON DELETE CASCADE,
  CONSTRAINT relationships_person2_fkey FOREIGN KEY (person2_id) REFERENCES people ON DELETE CASCADE,
  CONSTRAINT relationships_type_check
    CHECK (relationship_type IN ('spouse', 'partner', 'sibling', 'parent', 'child', 'friend', 'relative'))
);

CREATE INDEX relationships_person1 ON relationships (person1_id);
CREATE INDEX relationships_person2 ON relationships (person2_id);

-- rule describes a day that moves from year to year, such as "4th thursday november".
CREATE TABLE events (
  id             UUID NOT NULL DEFAULT gen_random_uuid(),
  name           TEXT COLLATE "C" NOT NULL,
  type           TEXT COLLATE "C" NOT NULL,
  date           DATE NOT NULL,
  is_recurring   BOOLEAN DEFAULT FALSE,
  recurring_type TEXT COLLATE "C",
  country        TEXT COLLATE "C",
  region         TEXT,
  person_id      UUID,
  is_enabled     BOOLEAN DEFAULT TRUE,
  description    TEXT,
  rule           TEXT COLLATE "C",
  created_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT events_pkey PRIMARY KEY (id),
  CONSTRAINT events_person_fkey FOREIGN KEY (person_id) REFERENCES people ON DELETE SET NULL,
  CONSTRAINT events_type_check CHECK (type IN ('holiday', 'birthday', 'custom')),
  CONSTRAINT events_recurring_type_check CHECK (recurring_type IN ('yearly', 'monthly', 'weekly'))
);

CREATE INDEX events_date ON events (date, id);
CREATE INDEX events_person ON events (person_id);

-- latitude and longitude are stored as they were sent.
CREATE TABLE locations (
  id              UUID NOT NULL DEFAULT gen_random_uuid(),
  name            TEXT COLLATE "C" NOT NULL,
  description     TEXT,
  latitude        TEXT NOT NULL,
  longitude       TEXT NOT NULL,
  radius          INT DEFAULT 100,
  is_user_defined BOOLEAN DEFAULT FALSE,
  photo_count     INT DEFAULT 0,
  place_name      TEXT,
  place_type      TEXT,
  created_at      TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at      TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT locations_pkey PRIMARY KEY (id)
);

-- tag_key is the folded tag: tags that differ only in case are one tag.
CREATE TABLE global_tag_library (
  id          UUID NOT NULL DEFAULT gen_random_uuid(),
  tag         TEXT COLLATE "C" NOT NULL,
  usage_count INT NOT NULL DEFAULT 1,
  tag_key     TEXT COLLATE "C",
  created_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT global_tag_library_pkey PRIMARY KEY (id),
  CONSTRAINT global_tag_library_tag_key UNIQUE (tag),
  CONSTRAINT global_tag_library_tag_key_key UNIQUE (tag_key)
);

CREATE INDEX global_tag_library_usage ON global_tag_library (usage_count DESC, tag);

CREATE TABLE settings (
  id          UUID NOT NULL DEFAULT gen_random_uuid(),
  key       TEXT COLLATE "C" NOT NULL,
  value     TEXT NOT NULL,
  category    TEXT COLLATE "C" NOT NULL DEFAULT 'general',
  description TEXT,
  created_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at  TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT settings_pkey PRIMARY KEY (id),
  CONSTRAINT settings_key_key UNIQUE (key)
);

CREATE TABLE ai_prompts (
  id            UUID NOT NULL DEFAULT gen_random_uuid(),
  name          TEXT NOT NULL,
  description   TEXT,
  category      TEXT COLLATE "C" NOT NULL,
  provider      TEXT COLLATE "C" NOT NULL,
  system_prompt TEXT NOT NULL,
  user_prompt   TEXT NOT NULL,
  is_default    BOOLEAN DEFAULT FALSE,
  is_active     BOOLEAN DEFAULT TRUE,
  created_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
  updated_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT ai_prompts_pkey PRIMARY KEY (id),
  CONSTRAINT ai_prompts_category_check CHECK (category IN ('analysis', 'naming', 'description')),
  CONSTRAINT ai_prompts_provider_check CHECK (provider IN ('openai', 'ollama', 'both'))
);
