-- Long work that outlives a request and an instance.

CREATE TABLE jobs (
  job_id           UUID NOT NULL,
  kind             VARCHAR NOT NULL,
  state            VARCHAR NOT NULL,
  request          JSONB NOT NULL,
  -- Storage keys: jobs/<job_id>/input and jobs/<job_id>/result.
  input            VARCHAR,
  file             VARCHAR,
  principal        VARCHAR,
  -- The instance that runs the job, or ran it last.
  owner            VARCHAR,
  -- Counts the claims. A statement of an owner names the epoch of its claim, so an owner that lost its lease changes
  -- nothing.
  epoch            BIGINT NOT NULL DEFAULT 0,
  lease_until      TIMESTAMPTZ,
  -- The attempts since the last committed chunk.
  attempts         INT NOT NULL DEFAULT 0,
  cancel_requested BOOLEAN NOT NULL DEFAULT FALSE,
  -- Where the last committed chunk ended; the kind decides what it contains.
  resume           JSONB,
  done             BIGINT NOT NULL DEFAULT 0,
  failed           BIGINT NOT NULL DEFAULT 0,
  total            BIGINT,
  result           JSONB,
  message          VARCHAR,
  created_at       TIMESTAMPTZ NOT NULL,
  started_at       TIMESTAMPTZ,
  finished_at      TIMESTAMPTZ,
  CONSTRAINT jobs_pkey PRIMARY KEY (job_id),
  CONSTRAINT jobs_state_check
    CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled', 'interrupted'))
);

CREATE INDEX jobs_claim ON jobs (state, lease_until, created_at, job_id);

-- What a stream of events sends. A job keeps its last 100 progress events and its first 1,000 faults. Each writer has
-- updated the row of the job before, so the numbers are consecutive in the order of the commits.
CREATE TABLE job_events (
  job_id     UUID NOT NULL,
  seq        BIGINT NOT NULL,
  type       VARCHAR NOT NULL,
  data       JSONB NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT job_events_pkey PRIMARY KEY (job_id, seq),
  CONSTRAINT job_events_job_fkey FOREIGN KEY (job_id) REFERENCES jobs ON DELETE CASCADE,
  CONSTRAINT job_events_type_check CHECK (type IN ('state', 'progress', 'fault'))
);
