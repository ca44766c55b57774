-- The current caption also stands in its image's row, so that whoever reads an image reads one row, and a save
-- rewrites that row anyway. captions stays the history, in which nobody searches.
ALTER TABLE images ADD COLUMN caption VARCHAR;
ALTER TABLE images ADD COLUMN caption_lower VARCHAR GENERATED ALWAYS AS (LOWER(caption));
ALTER TABLE images ADD COLUMN caption_model VARCHAR;
-- What caption_id replaced.
ALTER TABLE images ADD COLUMN replaced_id UUID;

MERGE INTO images i USING captions c ON c.caption_id = i.caption_id
WHEN MATCHED THEN UPDATE SET caption = c.text, caption_model = c.model, replaced_id = c.replaces;

ALTER TABLE captions DROP COLUMN text_lower;
