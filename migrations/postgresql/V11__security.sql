-- Who may use the service: users with a role, keys for programs, and the sessions of browsers. Keys and session tokens
-- are stored as SHA-256 only.

ALTER TABLE users
  ADD COLUMN role       VARCHAR NOT NULL DEFAULT 'viewer',
  ADD COLUMN is_enabled BOOLEAN NOT NULL DEFAULT TRUE,
  ADD COLUMN created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  ADD CONSTRAINT users_role_check CHECK (role IN ('viewer', 'editor', 'admin'));

-- prefix is the beginning of the key, by which people recognise it. created_by names the principal.
CREATE TABLE api_keys (
  key_id       UUID NOT NULL,
  name         VARCHAR(255) NOT NULL,
  prefix       VARCHAR(11) NOT NULL,
  key_hash     VARCHAR NOT NULL,
  scope        VARCHAR NOT NULL,
  created_by   VARCHAR,
  created_at   TIMESTAMPTZ NOT NULL DEFAULT now(),
  expires_at   TIMESTAMPTZ,
  revoked_at   TIMESTAMPTZ,
  last_used_at TIMESTAMPTZ,
  CONSTRAINT api_keys_pkey PRIMARY KEY (key_id),
  CONSTRAINT api_keys_hash_key UNIQUE (key_hash),
  CONSTRAINT api_keys_scope_check CHECK (scope IN ('read', 'write', 'admin'))
);

CREATE TABLE sessions (
  session_hash VARCHAR NOT NULL,
  user_id      UUID NOT NULL,
  created_at   TIMESTAMPTZ NOT NULL,
  last_used_at TIMESTAMPTZ NOT NULL,
  expires_at   TIMESTAMPTZ NOT NULL,
  CONSTRAINT sessions_pkey PRIMARY KEY (session_hash),
  CONSTRAINT sessions_user_fkey FOREIGN KEY (user_id) REFERENCES users ON DELETE CASCADE
);

CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- All instances count failed sign-ins together. Rows are kept for an hour.
CREATE TABLE sign_in_failures (
  failure_id UUID NOT NULL,
  address    VARCHAR NOT NULL,
  failed_at  TIMESTAMPTZ NOT NULL,
  CONSTRAINT sign_in_failures_pkey PRIMARY KEY (failure_id)
);

CREATE INDEX sign_in_failures_address ON sign_in_failures (address, failed_at);

-- Each instance caches credentials. Whatever ends or changes one notifies all instances, also if it is done by SQL. A
-- use of a key or a session sets other columns and notifies nobody.
CREATE FUNCTION announce_credentials() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('tintype_credentials', TG_TABLE_NAME);
  RETURN NULL;
END $$;

CREATE TRIGGER users_credentials_changed
  AFTER UPDATE OF id, username, password, role, is_enabled OR DELETE OR TRUNCATE ON users
  FOR EACH STATEMENT EXECUTE FUNCTION announce_credentials();
CREATE TRIGGER api_keys_changed
  AFTER UPDATE OF key_id, key_hash, name, scope, expires_at, revoked_at OR DELETE OR TRUNCATE ON api_keys
  FOR EACH STATEMENT EXECUTE FUNCTION announce_credentials();
CREATE TRIGGER sessions_changed AFTER UPDATE OF session_hash, user_id, created_at OR DELETE OR TRUNCATE ON sessions
  FOR EACH STATEMENT EXECUTE FUNCTION announce_credentials();
