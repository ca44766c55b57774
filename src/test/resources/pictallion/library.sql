-- A library of pictallion.assets assets, whose gold files have absolute paths below pictallion.root. The files are
-- media/TIER/NUMBER.jpg. Every third asset is only bronze, every third one has silver too, and the others have all tiers.
INSERT INTO users VALUES (md5('user1')::uuid, 'ann', 'secret1'), (md5('user2')::uuid, 'ben', 'secret2');

INSERT INTO media_assets
SELECT md5('asset' || i)::uuid, 'IMG_' || i || '.jpg', TIMESTAMP '2024-07-04 10:11:12.5' + i * INTERVAL '1 minute'
FROM generate_series(1, current_setting('pictallion.assets')::int) i;

INSERT INTO file_versions (id, media_asset_id, tier, file_path, file_hash, file_size, mime_type, metadata, is_reviewed,
  rating, keywords, location, event_type, event_name, perceptual_hash, ai_short_description, processing_state,
  created_at)
SELECT md5(tier || i)::uuid, md5('asset' || i)::uuid, tier,
  CASE tier WHEN 'gold' THEN current_setting('pictallion.root') || '/' ELSE '' END || 'media/' || tier || '/' || i
    || '.jpg',
  'not the hash', 1, 'image/jpg',
  jsonb_build_object('exif', jsonb_build_object('camera', 'None'),
    'ai', jsonb_build_object('longDescription', 'Picture ' || i || ' of a lake.', 'aiTags', jsonb_build_array('lake'))),
  tier <> 'bronze', i % 6, ARRAY['Lake', 'Trip/' || (i % 5)], 'Lucerne', 'holiday', 'Summer', 'abc',
  'LakeAtDawn', CASE WHEN i % 50 = 0 THEN 'rejected' ELSE 'unprocessed' END,
  TIMESTAMP '2024-07-05 10:11:12' + i * INTERVAL '1 minute'
FROM generate_series(1, current_setting('pictallion.assets')::int) i
  CROSS JOIN LATERAL unnest((ARRAY['bronze', 'silver', 'gold'])[1:i % 3 + 1]) tier;

-- Asset 1 has an older silver version, and the gold file of asset 2 is missing, as is the only file of asset 3.
INSERT INTO file_versions (id, media_asset_id, tier, file_path, file_hash, file_size, mime_type, created_at)
VALUES (md5('older1')::uuid, md5('asset1')::uuid, 'silver', 'media/silver/1.jpg', 'x', 1, 'image/jpeg',
  TIMESTAMP '2020-01-01');
UPDATE file_versions SET file_path = 'media/gold/none.jpg' WHERE id = md5('gold2')::uuid::text;
UPDATE file_versions SET file_path = '/elsewhere/none.jpg' WHERE media_asset_id = md5('asset3')::uuid::text;
INSERT INTO media_assets VALUES ('asset-without-uuid', 'x.jpg', now());

INSERT INTO asset_history
SELECT md5('history' || i)::uuid, md5('asset' || i)::uuid, 'INGESTED', 'File ingested', TIMESTAMP '2024-07-04 10:00:00'
FROM generate_series(1, current_setting('pictallion.assets')::int) i;

INSERT INTO people
SELECT md5('person' || i)::uuid, 'Person ' || i, NULL, TIMESTAMP '2000-02-29' + i * INTERVAL '1 day', 99, '/faces/1.jpg',
  CASE i WHEN 1 THEN md5('face4')::uuid::text ELSE 'none' END, now()
FROM generate_series(1, 20) i;

-- Faces of the bronze versions, which belong to the best photos. Face 7 has no valid box, and face 8 no embedding.
INSERT INTO faces
SELECT md5('face' || i)::uuid, md5('bronze' || i)::uuid, CASE WHEN i % 4 > 0 THEN md5('person' || (i % 20 + 1))::uuid END,
  CASE i WHEN 7 THEN '[1, 2, 0, 4]' ELSE '[4, 4, 20, 16]' END::jsonb, 90,
  CASE WHEN i <> 8 THEN (SELECT jsonb_agg(round((sin(i * 7 + n))::numeric, 4)) FROM generate_series(1, 128) n) END,
  i % 16 = 0, now()
FROM generate_series(1, current_setting('pictallion.assets')::int) i;

-- PostgreSQL writes all digits of a number that no double can express, and a time may be infinite.
INSERT INTO faces (id, photo_id, bounding_box, confidence, created_at) VALUES
  (md5('huge')::uuid, md5('bronze5')::uuid, '[1e400, 40, 5, 5]', 90, now()),
  (md5('timeless')::uuid, md5('bronze5')::uuid, '[40, 40, 5, 5]', 90, 'infinity');

INSERT INTO collections (id, name, cover_photo, is_smart_collection, smart_rules) VALUES
  (md5('album')::uuid, 'Album', md5('bronze4')::uuid, FALSE, NULL),
  (md5('smart')::uuid, 'Holidays', NULL, TRUE,
    '{"operator":"AND","rules":[{"field":"eventType","operator":"equals","value":"holiday"},
      {"field":"rating","operator":"greater_than","value":3}]}'),
  (md5('odd')::uuid, 'Odd', NULL, TRUE, '{"operator":"AND","rules":[{"field":"mood","operator":"equals","value":1}]}');
INSERT INTO collection_photos (id, collection_id, photo_id)
SELECT md5('member' || i)::uuid, md5('album')::uuid, md5('bronze' || i)::uuid
FROM generate_series(1, current_setting('pictallion.assets')::int) i;
-- The silver version of asset 4 is the same picture.
INSERT INTO collection_photos (id, collection_id, photo_id)
VALUES (md5('again')::uuid, md5('album')::uuid, md5('silver4')::uuid);

INSERT INTO relationships (id, person1_id, person2_id, relationship_type) VALUES
  (md5('rel1')::uuid, md5('person1')::uuid, md5('person2')::uuid, 'parent'),
  (md5('rel2')::uuid, md5('person2')::uuid, md5('person1')::uuid, 'child'),
  (md5('rel3')::uuid, md5('person3')::uuid, md5('person4')::uuid, 'friend'),
  (md5('rel4')::uuid, md5('person4')::uuid, md5('person3')::uuid, 'friend'),
  (md5('rel5')::uuid, md5('person5')::uuid, md5('person5')::uuid, 'friend'),
  (md5('rel6')::uuid, md5('person5')::uuid, md5('person6')::uuid, 'rival');

INSERT INTO settings (id, key, value, category) VALUES
  (md5('naming')::uuid, 'silver_naming_pattern', 'ai_detailed', 'naming'),
  (md5('theme')::uuid, 'theme', 'dark', 'general'),
  (md5('days')::uuid, 'trash_days', 'many', 'library');

INSERT INTO ai_prompts (id, name, category, provider, system_prompt, user_prompt, is_default)
VALUES (md5('prompt')::uuid, 'Own', 'analysis', 'openai', 'You look.', 'Look.', TRUE);

INSERT INTO events (id, name, type, date, is_recurring, recurring_type, country, person_id) VALUES
  (md5('event1')::uuid, 'Christmas Day', 'holiday', '2024-12-25', TRUE, 'yearly', 'US', NULL),
  (md5('event2')::uuid, 'Birthday', 'birthday', '2001-05-06', TRUE, 'yearly', NULL, md5('person1')::uuid),
  (md5('event3')::uuid, 'Regatta', 'custom', '2024-07-04', FALSE, NULL, NULL, NULL);

INSERT INTO locations (id, name, latitude, longitude, radius) VALUES
  (md5('place1')::uuid, 'Lucerne', '47.05', '8.31', 500), (md5('place2')::uuid, 'Nowhere', 'north', '8.31', 500);

INSERT INTO global_tag_library (id, tag, usage_count) VALUES
  (md5('tag1')::uuid, 'lake', 99), (md5('tag2')::uuid, 'LAKE', 1), (md5('tag3')::uuid, 'unused', 7),
  (md5('tag4')::uuid, ' ', 1);
