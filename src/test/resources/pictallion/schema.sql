-- The tables of Pictallion, with its names and types. Its ids are texts, and its times have no zone.
CREATE TABLE users (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(), username TEXT NOT NULL UNIQUE,
  password TEXT NOT NULL);
CREATE TABLE media_assets (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(), original_filename TEXT NOT NULL,
  created_at TIMESTAMP NOT NULL DEFAULT now());
CREATE TABLE file_versions (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(),
  media_asset_id VARCHAR NOT NULL REFERENCES media_assets, tier TEXT NOT NULL, file_path TEXT NOT NULL,
  file_hash TEXT NOT NULL, file_size INTEGER NOT NULL, mime_type TEXT NOT NULL, metadata JSONB,
  is_reviewed BOOLEAN DEFAULT FALSE, rating INTEGER DEFAULT 0, keywords TEXT[] DEFAULT '{}', location TEXT,
  event_type TEXT, event_name TEXT, perceptual_hash TEXT, ai_short_description TEXT,
  processing_state TEXT DEFAULT 'unprocessed', created_at TIMESTAMP NOT NULL DEFAULT now());
CREATE TABLE asset_history (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(),
  media_asset_id VARCHAR NOT NULL REFERENCES media_assets, action TEXT NOT NULL, details TEXT,
  timestamp TIMESTAMP NOT NULL DEFAULT now());
CREATE TABLE collections (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(), name TEXT NOT NULL, description TEXT,
  is_public BOOLEAN DEFAULT FALSE, cover_photo TEXT, is_smart_collection BOOLEAN DEFAULT FALSE, smart_rules JSONB,
  created_at TIMESTAMP NOT NULL DEFAULT now(), updated_at TIMESTAMP NOT NULL DEFAULT now());
CREATE TABLE collection_photos (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(),
  collection_id VARCHAR NOT NULL REFERENCES collections, photo_id VARCHAR NOT NULL REFERENCES file_versions,
  added_at TIMESTAMP NOT NULL DEFAULT now());
CREATE TABLE people (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(), name TEXT NOT NULL, notes TEXT,
  birthdate TIMESTAMP, face_count INTEGER DEFAULT 0, representative_face TEXT, selected_thumbnail_face_id TEXT,
  created_at TIMESTAMP NOT NULL DEFAULT now());
CREATE TABLE faces (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(),
  photo_id VARCHAR NOT NULL REFERENCES file_versions, person_id VARCHAR REFERENCES people, bounding_box JSONB NOT NULL,
  confidence INTEGER NOT NULL, embedding JSONB, ignored BOOLEAN NOT NULL DEFAULT FALSE,
  created_at TIMESTAMP NOT NULL DEFAULT now());
CREATE TABLE relationships (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(),
  person1_id VARCHAR NOT NULL REFERENCES people, person2_id VARCHAR NOT NULL REFERENCES people,
  relationship_type TEXT NOT NULL, notes TEXT, created_at TIMESTAMP NOT NULL DEFAULT now());
CREATE TABLE settings (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(), key TEXT NOT NULL UNIQUE, value TEXT NOT NULL,
  category TEXT NOT NULL DEFAULT 'general', description TEXT, created_at TIMESTAMP NOT NULL DEFAULT now(),
  updated_at TIMESTAMP NOT NULL DEFAULT now());
CREATE TABLE ai_prompts (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(), name TEXT NOT NULL, description TEXT,
  category TEXT NOT NULL, provider TEXT NOT NULL, system_prompt TEXT NOT NULL, user_prompt TEXT NOT NULL,
  is_default BOOLEAN DEFAULT FALSE, is_active BOOLEAN DEFAULT TRUE, created_at TIMESTAMP NOT NULL DEFAULT now(),
  updated_at TIMESTAMP NOT NULL DEFAULT now());
CREATE TABLE events (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(), name TEXT NOT NULL, type TEXT NOT NULL,
  date TIMESTAMP NOT NULL, is_recurring BOOLEAN DEFAULT FALSE, recurring_type TEXT, country TEXT, region TEXT,
  person_id VARCHAR REFERENCES people, is_enabled BOOLEAN DEFAULT TRUE, description TEXT,
  created_at TIMESTAMP NOT NULL DEFAULT now());
CREATE TABLE locations (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(), name TEXT NOT NULL, description TEXT,
  latitude TEXT NOT NULL, longitude TEXT NOT NULL, radius INTEGER DEFAULT 100, is_user_defined BOOLEAN DEFAULT FALSE,
  photo_count INTEGER DEFAULT 0, place_name TEXT, place_type TEXT, created_at TIMESTAMP NOT NULL DEFAULT now(),
  updated_at TIMESTAMP NOT NULL DEFAULT now());
CREATE TABLE global_tag_library (id VARCHAR PRIMARY KEY DEFAULT gen_random_uuid(), tag TEXT NOT NULL UNIQUE,
  usage_count INTEGER NOT NULL DEFAULT 1, created_at TIMESTAMP NOT NULL DEFAULT now());
