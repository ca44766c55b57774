-- A cleared caption is a row without a text, so that clearing is an operation that can be undone. images.caption_id
-- then names that row, and the rank of the image is 0.
ALTER TABLE captions ALTER COLUMN text DROP NOT NULL;

-- Whether the caption was saved into the history only, because the current caption had a higher rank.
ALTER TABLE captions ADD COLUMN is_kept BOOLEAN NOT NULL DEFAULT FALSE;

-- Undo reads the captions of an operation in this order.
CREATE INDEX captions_operation ON captions (operation_id, caption_id);

-- A caption of a lower rank than the one that was current became current only if that save ignored ranks. Then it is
-- current, or a later caption replaced it, or its operation counted all its captions as saved.
UPDATE captions c SET is_kept = TRUE FROM captions r
WHERE r.caption_id = c.replaces
  AND CASE r.source WHEN 'human' THEN 3 WHEN 'import' THEN 2 ELSE 1 END
    > CASE c.source WHEN 'human' THEN 3 WHEN 'import' THEN 2 ELSE 1 END
  AND NOT EXISTS (SELECT 1 FROM captions l WHERE l.image_id = c.image_id AND l.replaces = c.caption_id)
  AND NOT EXISTS (SELECT 1 FROM images i WHERE i.image_id = c.image_id AND i.caption_id = c.caption_id)
  AND c.operation_id NOT IN (SELECT o.operation_id FROM caption_operations o
    JOIN (SELECT operation_id, count(*) AS captions FROM captions GROUP BY operation_id) s
    ON s.operation_id = o.operation_id WHERE o.saved = s.captions);

-- Until now, clearing a caption left no row. Each image that was cleared gets one, which replaces its last caption.
CREATE FUNCTION pg_temp.new_id() RETURNS UUID LANGUAGE sql VOLATILE AS $$
  -- UUID version 7: 48 bits of milliseconds, then random bits.
  SELECT CAST(lpad(to_hex(CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT)), 12, '0')
    || '7' || substr(md5(random()::text || gen_random_uuid()::text), 1, 3)
    || '8' || substr(md5(random()::text || gen_random_uuid()::text), 1, 15) AS UUID)
$$;

WITH cleared AS (
  INSERT INTO captions (caption_id, image_id, text, source, replaces, operation_id, created_at)
  SELECT pg_temp.new_id(), i.image_id, NULL, 'human', (SELECT c.caption_id FROM captions c
      WHERE c.image_id = i.image_id AND NOT c.is_kept ORDER BY c.created_at DESC, c.caption_id DESC LIMIT 1),
    pg_temp.new_id(), now()
  FROM images i WHERE i.caption_id IS NULL AND EXISTS (SELECT 1 FROM captions c WHERE c.image_id = i.image_id)
  RETURNING image_id, caption_id, replaces
)
UPDATE images i SET caption_id = cleared.caption_id, replaced_id = cleared.replaces
FROM cleared WHERE cleared.image_id = i.image_id;

-- kept counts the captions that were saved into the history only.
ALTER TABLE caption_operations
  ADD COLUMN kind VARCHAR NOT NULL DEFAULT 'save',
  ADD COLUMN kept BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN label VARCHAR,
  ADD COLUMN undone_at TIMESTAMPTZ,
  ADD CONSTRAINT caption_operations_kind_check CHECK (kind IN ('save', 'import', 'edit', 'clear', 'choose', 'run'));

UPDATE caption_operations o SET kept = k.kept
FROM (SELECT operation_id, count(*) AS kept FROM captions WHERE is_kept GROUP BY operation_id) k
WHERE k.operation_id = o.operation_id;
