-- When a picture was taken, as the clock on the wall showed it, and the mean colour of its thumbnail as 0xRRGGBB. Both
-- are null until the file is read again and a thumbnail is made. The version that the URL of a thumbnail names follows
-- from columns that each row has already (size, time of modification, hash).
--
-- Pictures without a time are sorted by that of their file, as if its zone were UTC. A cast would use the zone of the
-- session.
ALTER TABLE images ADD COLUMN (
  taken_at    TIMESTAMP(3),
  colour      INT,
  taken_order TIMESTAMP GENERATED ALWAYS AS (COALESCE(taken_at,
    DATEADD(MICROSECOND, CAST(EXTRACT(EPOCH FROM COALESCE(file_modified_at, created_at)) * 1000000 AS BIGINT),
      TIMESTAMP '1970-01-01 00:00:00')))
);

CREATE INDEX images_taken ON images (taken_order, image_id);
CREATE INDEX images_content_hash ON images (content_hash, image_id);
