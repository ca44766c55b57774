-- The photo library. Tables and columns have the names that other applications use, so their rows can be copied over.
-- Columns that those applications do not have are nullable or have a default; "db integrity --repair" derives them for
-- such rows. Ids have a default for the same reason. The service makes its own ids, which are ordered by time.
--
-- H2 2.4 must not compile "IN (…)" in a check: see captions_source_check. key and value are reserved words. H2
-- makes an index for each foreign key.

CREATE TABLE users (
  id       UUID DEFAULT RANDOM_UUID() NOT NULL,
  username VARCHAR NOT NULL,
  password VARCHAR NOT NULL,
  CONSTRAINT users_pkey PRIMARY KEY (id),
  CONSTRAINT users_username_key UNIQUE (username)
);

-- A picture as a user thinks of it. All its versions share one image, so the image must not be deleted alone: RESTRICT
-- is the last guard of that. Rows of other applications have no image.
CREATE TABLE media_assets (
  id                UUID DEFAULT RANDOM_UUID() NOT NULL,
  original_filename VARCHAR NOT NULL,
  image_id          UUID,
  -- When the asset was moved to the trash; null: it is live.
  deleted_at        TIMESTAMP WITH TIME ZONE,
  created_at        TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  CONSTRAINT media_assets_pkey PRIMARY KEY (id),
  CONSTRAINT media_assets_image_key UNIQUE (image_id),
  CONSTRAINT media_assets_image_fkey FOREIGN KEY (image_id) REFERENCES images ON DELETE RESTRICT
);

CREATE INDEX media_assets_deleted ON media_assets (deleted_at, id);

-- The photos: one row for each version of an asset, that is, for each tier.
--
-- Lists show the best photos of live assets. Each order of a list is an index that begins with "listing", so a page at
-- any depth reads only its own rows. H2 has no partial indexes, and its generated columns see one row only. The service
-- therefore keeps two facts in each row, together with the rows that they follow from: is_best (no version of the asset
-- is in a higher tier) and is_trashed (the asset has deleted_at). "listing" is generated from them. In a row of another
-- application is_best is null, and the row is in no list: which version is the best is not known before the repair.
CREATE TABLE file_versions (
  id                   UUID DEFAULT RANDOM_UUID() NOT NULL,
  media_asset_id       UUID NOT NULL,
  tier                 VARCHAR NOT NULL,
  file_path            VARCHAR NOT NULL,
  -- SHA-256 in hexadecimal digits.
  file_hash            VARCHAR NOT NULL,
  file_size            BIGINT NOT NULL,
  mime_type            VARCHAR NOT NULL,
  metadata             JSON,
  is_reviewed          BOOLEAN DEFAULT FALSE,
  rating               INT DEFAULT 0,
  keywords             VARCHAR ARRAY DEFAULT ARRAY[],
  location             VARCHAR,
  event_type           VARCHAR,
  event_name           VARCHAR,
  -- The bits of phash as characters 0 and 1, highest first.
  perceptual_hash      VARCHAR,
  ai_short_description VARCHAR,
  processing_state     VARCHAR DEFAULT 'processed',
  created_at           TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  updated_at           TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  revision             BIGINT DEFAULT 1 NOT NULL,
  -- Wall-clock time at the place of the picture.
  taken_at             TIMESTAMP(3),
  -- Where taken_at and the coordinates come from: user, exif, xmp, name, ai. What a user set is embedded, and reading
  -- the file again does not replace it.
  taken_source         VARCHAR,
  camera               VARCHAR,
  lens                 VARCHAR,
  latitude             DOUBLE PRECISION,
  longitude            DOUBLE PRECISION,
  coordinates_source   VARCHAR,
  phash                BIGINT,
  is_best              BOOLEAN,
  is_trashed           BOOLEAN DEFAULT FALSE NOT NULL,
  -- A copy of media_assets.original_filename, so that the index of an order needs one table only.
  sort_name            VARCHAR DEFAULT '' NOT NULL,
  -- The folded texts that a search looks through, each on a separate line.
  search_text          VARCHAR DEFAULT '' NOT NULL,
  -- Gold only. is_embedded: since the file was written, no column has changed that is embedded in it.
  -- embedded_caption_id: the caption in the file. Captions change without the photo's row.
  is_embedded          BOOLEAN,
  embedded_caption_id  UUID,
  listing              VARCHAR GENERATED ALWAYS AS (CASE
                         WHEN is_trashed THEN 'trashed'
                         WHEN is_best AND processing_state = 'rejected' THEN 'rejected'
                         WHEN is_best THEN 'listed'
                         WHEN NOT is_best THEN 'lower'
                       END),
  -- Keys of orders. Photos without a date are last in both directions.
  sort_name_utf8       VARBINARY GENERATED ALWAYS AS (STRINGTOUTF8(sort_name)),
  rating_order         INT GENERATED ALWAYS AS (COALESCE(rating, 0)),
  taken_ascending      TIMESTAMP(3) GENERATED ALWAYS AS (COALESCE(taken_at, TIMESTAMP '9999-12-31 00:00:00')),
  taken_descending     TIMESTAMP(3) GENERATED ALWAYS AS (COALESCE(taken_at, TIMESTAMP '0001-01-01 00:00:00')),
  -- Month and day, as 704 for 4 July.
  taken_day            INT GENERATED ALWAYS AS (EXTRACT(MONTH FROM taken_at) * 100 + EXTRACT(DAY FROM taken_at)),
  -- Four bands of phash, highest bits first. Hashes that differ in d bits differ in at most d/4 bits in one band.
  phash_band_1         INT GENERATED ALWAYS AS (CAST(BITAND(RSHIFT(phash, 48), 65535) AS INT)),
  phash_band_2         INT GENERATED ALWAYS AS (CAST(BITAND(RSHIFT(phash, 32), 65535) AS INT)),
  phash_band_3         INT GENERATED ALWAYS AS (CAST(BITAND(RSHIFT(phash, 16), 65535) AS INT)),
  phash_band_4         INT GENERATED ALWAYS AS (CAST(BITAND(phash, 65535) AS INT)),
  CONSTRAINT file_versions_pkey PRIMARY KEY (id),
  CONSTRAINT file_versions_asset_tier_key UNIQUE (media_asset_id, tier),
  CONSTRAINT file_versions_asset_fkey FOREIGN KEY (media_asset_id) REFERENCES media_assets ON DELETE CASCADE,
  CONSTRAINT file_versions_tier_check
    CHECK (CASE tier WHEN 'bronze' THEN TRUE WHEN 'silver' THEN TRUE WHEN 'gold' THEN TRUE ELSE FALSE END),
  CONSTRAINT file_versions_rating_check CHECK (rating BETWEEN 0 AND 5),
  CONSTRAINT file_versions_state_check
    CHECK (processing_state IS NULL OR CASE processing_state WHEN 'processed' THEN TRUE
      WHEN 'promoted' THEN TRUE WHEN 'rejected' THEN TRUE ELSE FALSE END)
);

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
CREATE INDEX file_versions_listed_name ON file_versions (listing, sort_name_utf8, id);
-- The indexes hold the whole hash, so only the rows that are similar enough are read.
CREATE INDEX file_versions_phash_1 ON file_versions (phash_band_1, phash, id);
CREATE INDEX file_versions_phash_2 ON file_versions (phash_band_2, phash, id);
CREATE INDEX file_versions_phash_3 ON file_versions (phash_band_3, phash, id);
CREATE INDEX file_versions_phash_4 ON file_versions (phash_band_4, phash, id);

-- The keywords of each photo in folded form: neither database has an index of array elements that also finds the tags
-- below a tag. Those are the keys between tag_key || '/' and tag_key || '0', because 0 follows the slash.
CREATE TABLE photo_tags (
  photo_id UUID NOT NULL,
  tag_key  VARCHAR NOT NULL,
  CONSTRAINT photo_tags_pkey PRIMARY KEY (photo_id, tag_key),
  CONSTRAINT photo_tags_photo_fkey FOREIGN KEY (photo_id) REFERENCES file_versions ON DELETE CASCADE
);

CREATE INDEX photo_tags_key ON photo_tags (tag_key, photo_id);

-- photo_id has no foreign key: the history of an asset outlives its versions. It ends with the asset.
CREATE TABLE asset_history (
  id             UUID DEFAULT RANDOM_UUID() NOT NULL,
  media_asset_id UUID NOT NULL,
  action         VARCHAR NOT NULL,
  details        VARCHAR,
  timestamp      TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  photo_id       UUID,
  -- The changed fields: {"field": [before, after]}.
  changes        JSON,
  operation_id   UUID,
  CONSTRAINT asset_history_pkey PRIMARY KEY (id),
  CONSTRAINT asset_history_asset_fkey FOREIGN KEY (media_asset_id) REFERENCES media_assets ON DELETE CASCADE
);

CREATE INDEX asset_history_asset ON asset_history (media_asset_id, timestamp, id);
CREATE INDEX asset_history_operation ON asset_history (operation_id, id);
CREATE INDEX asset_history_time ON asset_history (timestamp, id);

CREATE TABLE collections (
  id                  UUID DEFAULT RANDOM_UUID() NOT NULL,
  name                VARCHAR NOT NULL,
  description         VARCHAR,
  is_public           BOOLEAN DEFAULT FALSE,
  cover_photo         UUID,
  is_smart_collection BOOLEAN DEFAULT FALSE,
  smart_rules         JSON,
  created_at          TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  updated_at          TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  CONSTRAINT collections_pkey PRIMARY KEY (id),
  CONSTRAINT collections_cover_fkey FOREIGN KEY (cover_photo) REFERENCES file_versions ON DELETE SET NULL
);

CREATE INDEX collections_name ON collections (name, id);

CREATE TABLE collection_photos (
  id            UUID DEFAULT RANDOM_UUID() NOT NULL,
  collection_id UUID NOT NULL,
  photo_id      UUID NOT NULL,
  added_at      TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  CONSTRAINT collection_photos_pkey PRIMARY KEY (id),
  CONSTRAINT collection_photos_collection_photo_key UNIQUE (collection_id, photo_id),
  CONSTRAINT collection_photos_collection_fkey FOREIGN KEY (collection_id) REFERENCES collections ON DELETE CASCADE,
  CONSTRAINT collection_photos_photo_fkey FOREIGN KEY (photo_id) REFERENCES file_versions ON DELETE CASCADE
);

CREATE INDEX collection_photos_added ON collection_photos (collection_id, added_at, id);

-- The two faces of a person have no foreign keys: faces refer to people, and an archive needs an order of the tables.
CREATE TABLE people (
  id                         UUID DEFAULT RANDOM_UUID() NOT NULL,
  name                       VARCHAR NOT NULL,
  notes                      VARCHAR,
  birthdate                  DATE,
  face_count                 INT DEFAULT 0,
  -- Other applications keep the path of a picture here.
  representative_face        VARCHAR,
  selected_thumbnail_face_id UUID,
  created_at                 TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  CONSTRAINT people_pkey PRIMARY KEY (id)
);

CREATE INDEX people_name ON people (name, id);

CREATE TABLE faces (
  id           UUID DEFAULT RANDOM_UUID() NOT NULL,
  photo_id     UUID NOT NULL,
  person_id    UUID,
  bounding_box JSON NOT NULL,
  confidence   INT NOT NULL,
  embedding    JSON,
  ignored      BOOLEAN DEFAULT FALSE NOT NULL,
  created_at   TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
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
  id                UUID DEFAULT RANDOM_UUID() NOT NULL,
  person1_id        UUID NOT NULL,
  person2_id        UUID NOT NULL,
  relationship_type VARCHAR NOT NULL,
  notes             VARCHAR,
  created_at        TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  CONSTRAINT relationships_pkey PRIMARY KEY (id),
  CONSTRAINT relationships_person1_fkey FOREIGN KEY (person1_id) REFERENCES people ON DELETE CASCADE,
  CONSTRAINT relationships_person2_fkey FOREIGN KEY (person2_id) REFERENCES people ON DELETE CASCADE,
  CONSTRAINT relationships_type_check
    CHECK (CASE relationship_type WHEN 'spouse' THEN TRUE WHEN 'partner' THEN TRUE WHEN 'sibling' THEN TRUE
      WHEN 'parent' THEN TRUE WHEN 'child' THEN TRUE WHEN 'friend' THEN TRUE WHEN 'relative' THEN TRUE ELSE FALSE END)
);

-- rule describes a day that moves from year to year, such as "4th thursday november".
CREATE TABLE events (
  id             UUID DEFAULT RANDOM_UUID() NOT NULL,
  name           VARCHAR NOT NULL,
  type           VARCHAR NOT NULL,
  date           DATE NOT NULL,
  is_recurring   BOOLEAN DEFAULT FALSE,
  recurring_type VARCHAR,
  country        VARCHAR,
  region         VARCHAR,
  person_id      UUID,
  is_enabled     BOOLEAN DEFAULT TRUE,
  description    VARCHAR,
  rule           VARCHAR,
  created_at     TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  CONSTRAINT events_pkey PRIMARY KEY (id),
  CONSTRAINT events_person_fkey FOREIGN KEY (person_id) REFERENCES people ON DELETE SET NULL,
  CONSTRAINT events_type_check
    CHECK (CASE type WHEN 'holiday' THEN TRUE WHEN 'birthday' THEN TRUE WHEN 'custom' THEN TRUE ELSE FALSE END),
  CONSTRAINT events_recurring_type_check
    CHECK (recurring_type IS NULL OR CASE recurring_type WHEN 'yearly' THEN TRUE WHEN 'monthly' THEN TRUE
      WHEN 'weekly' THEN TRUE ELSE FALSE END)
);

CREATE INDEX events_date ON events (date, id);

-- latitude and longitude are stored as they were sent.
CREATE TABLE locations (
  id              UUID DEFAULT RANDOM_UUID() NOT NULL,
  name            VARCHAR NOT NULL,
  description     VARCHAR,
  latitude        VARCHAR NOT NULL,
  longitude       VARCHAR NOT NULL,
  radius          INT DEFAULT 100,
  is_user_defined BOOLEAN DEFAULT FALSE,
  photo_count     INT DEFAULT 0,
  place_name      VARCHAR,
  place_type      VARCHAR,
  created_at      TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  updated_at      TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  CONSTRAINT locations_pkey PRIMARY KEY (id)
);

-- tag_key is the folded tag: tags that differ only in case are one tag.
CREATE TABLE global_tag_library (
  id          UUID DEFAULT RANDOM_UUID() NOT NULL,
  tag         VARCHAR NOT NULL,
  usage_count INT DEFAULT 1 NOT NULL,
  tag_key     VARCHAR,
  created_at  TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  CONSTRAINT global_tag_library_pkey PRIMARY KEY (id),
  CONSTRAINT global_tag_library_tag_key UNIQUE (tag),
  CONSTRAINT global_tag_library_tag_key_key UNIQUE (tag_key)
);

CREATE INDEX global_tag_library_usage ON global_tag_library (usage_count DESC, tag);

CREATE TABLE settings (
  id          UUID DEFAULT RANDOM_UUID() NOT NULL,
  "key"       VARCHAR NOT NULL,
  "value"     VARCHAR NOT NULL,
  category    VARCHAR DEFAULT 'general' NOT NULL,
  description VARCHAR,
  created_at  TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  updated_at  TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  CONSTRAINT settings_pkey PRIMARY KEY (id),
  CONSTRAINT settings_key_key UNIQUE ("key")
);

CREATE TABLE ai_prompts (
  id            UUID DEFAULT RANDOM_UUID() NOT NULL,
  name          VARCHAR NOT NULL,
  description   VARCHAR,
  category      VARCHAR NOT NULL,
  provider      VARCHAR NOT NULL,
  system_prompt VARCHAR NOT NULL,
  user_prompt   VARCHAR NOT NULL,
  is_default    BOOLEAN DEFAULT FALSE,
  is_active     BOOLEAN DEFAULT TRUE,
  created_at    TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  updated_at    TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  CONSTRAINT ai_prompts_pkey PRIMARY KEY (id),
  CONSTRAINT ai_prompts_category_check
    CHECK (CASE category WHEN 'analysis' THEN TRUE WHEN 'naming' THEN TRUE WHEN 'description' THEN TRUE ELSE FALSE END),
  CONSTRAINT ai_prompts_provider_check
    CHECK (CASE provider WHEN 'openai' THEN TRUE WHEN 'ollama' THEN TRUE WHEN 'both' THEN TRUE ELSE FALSE END)
);
