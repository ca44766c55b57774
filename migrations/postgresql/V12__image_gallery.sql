-- When a picture was taken, as the clock on the wall showed it, and the mean colour of its thumbnail as 0xRRGGBB. Both
-- are null until the file is read again and a thumbnail is made. The version that the URL of a thumbnail names follows
-- from columns that each row has already (size, time of modification, hash).
--
-- A save of captions updates a row in place if no index contains a column that it changes. So none of the indexes
-- contains a column of captions, and colour has no index.
ALTER TABLE images ADD COLUMN taken_at TIMESTAMP(3), ADD COLUMN colour INT;

-- Pictures without a time are sorted by that of their file, as if its zone were UTC.
CREATE INDEX images_taken ON images
  (COALESCE(taken_at, file_modified_at AT TIME ZONE 'UTC', created_at AT TIME ZONE 'UTC'), image_id);
CREATE INDEX images_content_hash ON images (content_hash, image_id) WHERE content_hash IS NOT NULL;
