-- PostgreSQL counts the rows of a table by reading them. Each statement that adds or deletes images
-- leaves by how many here, in its own transaction, so that their sum is exact for every reader and
-- writers never wait for each other, as they would for one row that holds the number. The service
-- folds the rows into one from time to time.
CREATE TABLE image_counts (
  delta BIGINT NOT NULL
);

INSERT INTO image_counts SELECT count(*) FROM images;

CREATE FUNCTION count_added_images() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO image_counts SELECT count(*) FROM added HAVING count(*) > 0;
  RETURN NULL;
END $$;

CREATE FUNCTION count_deleted_images() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO image_counts SELECT -count(*) FROM deleted HAVING count(*) > 0;
  RETURN NULL;
END $$;

CREATE FUNCTION count_no_images() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM image_counts;
  RETURN NULL;
END $$;

CREATE TRIGGER images_added AFTER INSERT ON images
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_added_images();
CREATE TRIGGER images_deleted AFTER DELETE ON images
  REFERENCING OLD TABLE AS deleted FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_images();
CREATE TRIGGER images_truncated AFTER TRUNCATE ON images
  FOR EACH STATEMENT EXECUTE FUNCTION count_no_images();
