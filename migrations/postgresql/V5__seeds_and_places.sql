-- The seed files of the service whose rows have been added. A start does not add them again, so a row that a user has
-- deleted stays deleted.
CREATE TABLE seeded_files (
  name      TEXT COLLATE "C" NOT NULL,
  seeded_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT seeded_files_pkey PRIMARY KEY (name)
);

-- The coordinates of a location as numbers, null if a text is no number, and the box around its photos: its radius in
-- degrees of a great circle, and how far it reaches to the west and to the east, which grows towards the poles. All are
-- rounded up.
ALTER TABLE locations
  ADD COLUMN latitude_degrees DOUBLE PRECISION GENERATED ALWAYS AS
    (CASE WHEN latitude ~ '^[+-]?[0-9]{1,3}([.][0-9]+)?$' THEN CAST(latitude AS DOUBLE PRECISION) END) STORED,
  ADD COLUMN longitude_degrees DOUBLE PRECISION GENERATED ALWAYS AS
    (CASE WHEN longitude ~ '^[+-]?[0-9]{1,3}([.][0-9]+)?$' THEN CAST(longitude AS DOUBLE PRECISION) END) STORED,
  ADD COLUMN radius_degrees DOUBLE PRECISION GENERATED ALWAYS AS
    (CAST(COALESCE(radius, 100) * 0.0000089932161 + 0.0000001 AS DOUBLE PRECISION)) STORED,
  ADD COLUMN reach_degrees DOUBLE PRECISION GENERATED ALWAYS AS
    (CASE WHEN latitude ~ '^[+-]?[0-9]{1,3}([.][0-9]+)?$' THEN LEAST(180,
      CAST(COALESCE(radius, 100) * 0.0000089932161 + 0.0000001 AS DOUBLE PRECISION)
        / COS(RADIANS(LEAST(90, ABS(CAST(latitude AS DOUBLE PRECISION)) + COALESCE(radius, 100) * 0.0000089932161
          + 0.0000001)))) END) STORED;

CREATE INDEX locations_coordinates ON locations (latitude_degrees, longitude_degrees);

-- The photos near a place are counted, and grouped, from this index alone.
CREATE INDEX file_versions_listed_coordinates ON file_versions (latitude, longitude, id)
  WHERE listing = 'listed' AND latitude IS NOT NULL;
