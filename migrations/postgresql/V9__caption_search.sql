-- A trigram index costs each caption as much as all else about saving it, and whoever replaces a caption within
-- the second pays for nothing. So a save only notes whose captions it changed, one row for all of them, and the
-- service brings the copy that is indexed up to date behind it. A search asks the index, and of the images that are
-- noted here it reads the captions themselves: it finds what is committed, neither less nor more.
CREATE TABLE caption_search (
  image_id UUID PRIMARY KEY,
  caption  TEXT NOT NULL
);

CREATE TABLE caption_changes (
  change_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  image_ids UUID[] NOT NULL
);

DROP INDEX captions_text_trigrams;
INSERT INTO caption_search SELECT image_id, caption FROM images WHERE caption IS NOT NULL;
CREATE INDEX caption_search_trigrams ON caption_search USING gin (caption gin_trgm_ops);

-- Only a restore adds images that have captions.
CREATE FUNCTION note_added_captions() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO caption_changes (image_ids) SELECT array_agg(image_id) FROM added WHERE caption IS NOT NULL HAVING count(*) > 0;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION delete_captions_of_deleted_images() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM captions WHERE image_id IN (SELECT image_id FROM deleted);
  DELETE FROM caption_search WHERE image_id IN (SELECT image_id FROM deleted);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION delete_all_captions() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM captions;
  DELETE FROM caption_search;
  DELETE FROM caption_changes;
  RETURN NULL;
END $$;

CREATE TRIGGER images_captions_added AFTER INSERT ON images
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION note_added_captions();
