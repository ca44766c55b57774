-- A cleared caption is a row without a text, so that clearing is an operation that can be undone. images.caption_id
-- then names that row, and the rank of the image is 0.
ALTER TABLE captions ALTER COLUMN text DROP NOT NULL;

-- Whether the caption was saved into the history only, because the current caption had a higher rank.
ALTER TABLE captions ADD COLUMN is_kept BOOLEAN DEFAULT FALSE NOT NULL;

-- Undo reads the captions of an operation in this order.
CREATE INDEX captions_operation ON captions (operation_id, caption_id);

-- A caption of a lower rank than the one that was current became current only if that save ignored ranks. Then it is
-- current, or a later caption replaced it, or its operation counted all its captions as saved.
UPDATE captions c SET is_kept = TRUE
WHERE c.replaces IS NOT NULL
  AND (SELECT CASE r.source WHEN 'human' THEN 3 WHEN 'import' THEN 2 ELSE 1 END
      FROM captions r WHERE r.caption_id = c.replaces)
    > CASE c.source WHEN 'human' THEN 3 WHEN 'import' THEN 2 ELSE 1 END
  AND NOT EXISTS (SELECT 1 FROM captions l WHERE l.image_id = c.image_id AND l.replaces = c.caption_id)
  AND NOT EXISTS (SELECT 1 FROM images i WHERE i.image_id = c.image_id AND i.caption_id = c.caption_id)
  AND c.operation_id NOT IN (SELECT o.operation_id FROM caption_operations o
    JOIN (SELECT operation_id, count(*) AS captions FROM captions GROUP BY operation_id) s
    ON s.operation_id = o.operation_id WHERE o.saved = s.captions);

-- Until now, clearing a caption left no row. Each image that was cleared gets one, which replaces its last caption.
INSERT INTO captions (caption_id, image_id, text, source, replaces, operation_id, created_at)
SELECT RANDOM_UUID(7), i.image_id, NULL, 'human', (SELECT c.caption_id FROM captions c
    WHERE c.image_id = i.image_id AND NOT c.is_kept ORDER BY c.created_at DESC, c.caption_id DESC LIMIT 1),
  RANDOM_UUID(7), CURRENT_TIMESTAMP
FROM images i WHERE i.caption_id IS NULL AND EXISTS (SELECT 1 FROM captions c WHERE c.image_id = i.image_id);

MERGE INTO images i USING (SELECT image_id, caption_id, replaces FROM captions WHERE text IS NULL) c
ON i.image_id = c.image_id
WHEN MATCHED THEN UPDATE SET caption_id = c.caption_id, replaced_id = c.replaces;

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
