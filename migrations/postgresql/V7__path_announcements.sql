-- Each instance of the service remembers paths of images. Whatever changes a path or takes an image away
-- says so to all of them, in its own transaction. An announcement has room for 8,000 bytes, which are
-- about 200 ids; for more there is the asterisk.
CREATE FUNCTION announce_changed_path() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('tintype_paths', OLD.image_id::TEXT);
  RETURN NULL;
END $$;

CREATE FUNCTION announce_deleted_paths() RETURNS TRIGGER LANGUAGE plpgsql AS $$
DECLARE
  ids TEXT;
BEGIN
  SELECT CASE WHEN count(*) <= 200 THEN string_agg(image_id::TEXT, ',') ELSE '*' END INTO ids
  FROM (SELECT image_id FROM deleted WHERE file_path IS NOT NULL LIMIT 201) gone;
  IF ids IS NOT NULL THEN
    PERFORM pg_notify('tintype_paths', ids);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION announce_no_paths() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('tintype_paths', '*');
  RETURN NULL;
END $$;

-- A save of captions does not name the path, so that it does not even ask.
CREATE TRIGGER images_path_changed AFTER UPDATE OF file_path, image_id ON images
  FOR EACH ROW WHEN (OLD.file_path IS NOT NULL
    AND (OLD.file_path IS DISTINCT FROM NEW.file_path OR OLD.image_id <> NEW.image_id))
  EXECUTE FUNCTION announce_changed_path();
CREATE TRIGGER images_paths_deleted AFTER DELETE ON images
  REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION announce_deleted_paths();
CREATE TRIGGER images_paths_truncated AFTER TRUNCATE ON images
  FOR EACH STATEMENT EXECUTE FUNCTION announce_no_paths();
