-- The current caption also stands in its image's row, so that whoever reads an image reads one row, and a save
-- rewrites that row anyway. captions stays the history.
ALTER TABLE images ADD COLUMN caption TEXT;
ALTER TABLE images ADD COLUMN caption_model TEXT;
-- What caption_id replaced: of the row that an UPDATE found, RETURNING gives only what it left there.
ALTER TABLE images ADD COLUMN replaced_id UUID;

UPDATE images i SET caption = c.text, caption_model = c.model, replaced_id = c.replaces
FROM captions c WHERE c.caption_id = i.caption_id;

-- A foreign key asks for each caption by itself whether there is its image, which a save has just updated. What it
-- did for images that go is done here for all of a statement at once. A save that runs beside it has updated the
-- image, so that the deletion waits for it and then sees its captions.
ALTER TABLE captions DROP CONSTRAINT captions_image_fkey;

CREATE FUNCTION delete_captions_of_deleted_images() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM captions WHERE image_id IN (SELECT image_id FROM deleted);
  RETURN NULL;
END $$;

-- Not by TRUNCATE, which the command that fired this may be in the middle of.
CREATE FUNCTION delete_all_captions() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM captions;
  RETURN NULL;
END $$;

CREATE TRIGGER images_captions_deleted AFTER DELETE ON images
  REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION delete_captions_of_deleted_images();
CREATE TRIGGER images_captions_truncated AFTER TRUNCATE ON images
  FOR EACH STATEMENT EXECUTE FUNCTION delete_all_captions();
