-- A cleared caption is a row without a text, so that clearing is an operation that can be undone. images.caption_id
-- then names that row, and the rank of the image is 0.
ALTER TABLE captions ALTER COLUMN text DROP NOT NULL;

-- Whether the caption was saved into the history only, because the current caption had a higher rank.
ALTER TABLE captions ADD COLUMN is_kept BOOLEAN DEFAULT FALSE NOT NULL;

-- A caption of a lower rank than the one that was current became current only if that save ignored ranks. Then it is
-- current, or a later caption replaced it.
UPDATE captions c SET is_kept = TRUE
WHERE c.replaces IS NOT NULL
  AND (SELECT CASE r.source WHEN 'human' THEN 3 WHEN 'import' THEN 2 ELSE 1 END
      FROM captions r WHERE r.caption_id = c.replaces)
    > CASE c.source WHEN 'human' THEN 3 WHEN 'import' THEN 2 ELSE 1 END
  AND NOT EXISTS (SELECT 1 FROM captions l WHERE l.image_id = c.image_id AND l.replaces = c.caption_id)
  AND NOT EXISTS (SELECT 1 FROM images i WHERE i.image_id = c.image_id AND i.caption_id = c.caption_id);

-- Undo reads the captions of an operation in this order.
CREATE INDEX captions_operation ON captions (operation_id, caption_id);

-- kept counts the captions that were saved into the history only.
ALTER TABLE caption_operations ADD COLUMN kind VARCHAR DEFAULT 'save' NOT NULL;
ALTER TABLE caption_operations ADD COLUMN kept BIGINT DEFAULT 0 NOT NULL;
ALTER TABLE caption_operations ADD COLUMN label VARCHAR;
ALTER TABLE caption_operations ADD COLUMN undone_at TIMESTAMP WITH TIME ZONE;
-- Not "kind IN (…)", as for captions_source_check.
ALTER TABLE caption_operations ADD CONSTRAINT caption_operations_kind_check
  CHECK (CASE kind WHEN 'save' THEN TRUE WHEN 'import' THEN TRUE WHEN 'edit' THEN TRUE WHEN 'clear' THEN TRUE
    WHEN 'choose' THEN TRUE WHEN 'run' THEN TRUE ELSE FALSE END);

UPDATE caption_operations o
SET kept = (SELECT count(*) FROM captions c WHERE c.operation_id = o.operation_id AND c.is_kept);
