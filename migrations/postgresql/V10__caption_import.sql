-- The text files beside registered images that were read or written last. A registration of the folder reads only those
-- that have changed since.
CREATE TABLE image_sidecars (
  image_id    UUID NOT NULL,
  extension   VARCHAR NOT NULL,
  file_size   BIGINT NOT NULL,
  modified_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT image_sidecars_pkey PRIMARY KEY (image_id, extension),
  CONSTRAINT image_sidecars_image_fkey FOREIGN KEY (image_id) REFERENCES images ON DELETE CASCADE
);
