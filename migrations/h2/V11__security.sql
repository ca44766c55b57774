-- Who may use the service: users with a role, keys for programs, and the sessions of browsers. Keys and session tokens
-- are stored as SHA-256 only.
--
-- H2 2.4 must not compile "IN (…)" in a check: see captions_source_check.

ALTER TABLE users ADD COLUMN role VARCHAR DEFAULT 'viewer' NOT NULL;
ALTER TABLE users ADD COLUMN is_enabled BOOLEAN DEFAULT TRUE NOT NULL;
ALTER TABLE users ADD COLUMN created_at TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL;
ALTER TABLE users ADD CONSTRAINT users_role_check
  CHECK (CASE role WHEN 'viewer' THEN TRUE WHEN 'editor' THEN TRUE WHEN 'admin' THEN TRUE ELSE FALSE END);

-- prefix is the beginning of the key, by which people recognise it. created_by names the principal.
CREATE TABLE api_keys (
  key_id       UUID NOT NULL,
  name         VARCHAR(255) NOT NULL,
  prefix       VARCHAR(11) NOT NULL,
  key_hash     VARCHAR NOT NULL,
  scope        VARCHAR NOT NULL,
  created_by   VARCHAR,
  created_at   TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  expires_at   TIMESTAMP WITH TIME ZONE,
  revoked_at   TIMESTAMP WITH TIME ZONE,
  last_used_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT api_keys_pkey PRIMARY KEY (key_id),
  CONSTRAINT api_keys_hash_key UNIQUE (key_hash),
  CONSTRAINT api_keys_scope_check
    CHECK (CASE scope WHEN 'read' THEN TRUE WHEN 'write' THEN TRUE WHEN 'admin' THEN TRUE ELSE FALSE END)
);

CREATE TABLE sessions (
  session_hash VARCHAR NOT NULL,
  user_id      UUID NOT NULL,
  created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
  last_used_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at   TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT sessions_pkey PRIMARY KEY (session_hash),
  CONSTRAINT sessions_user_fkey FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE
);

CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Rows are kept for an hour.
CREATE TABLE sign_in_failures (
  failure_id UUID NOT NULL,
  address    VARCHAR NOT NULL,
  failed_at  TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT sign_in_failures_pkey PRIMARY KEY (failure_id)
);

CREATE INDEX sign_in_failures_address ON sign_in_failures (address, failed_at);
