-- Stands for a migration of a later release, which fills a column from rows that exist.
ALTER TABLE captions ADD COLUMN text_copy VARCHAR;
UPDATE captions SET text_copy = text;
ALTER TABLE captions ALTER COLUMN text_copy SET NOT NULL;
