-- Long work that outlives a request and an instance.
--
-- H2 2.4 must not compile "IN (…)" in a check: see captions_source_check.

CREATE TABLE jobs (
  job_id           UUID NOT NULL,
  kind             VARCHAR NOT NULL,
  state            VARCHAR NOT NULL,
  request          JSON NOT NULL,
  -- Storage keys: jobs/<job_id>/input and jobs/<job_id>/result.
  input            VARCHAR,
  file             VARCHAR,
  principal        VARCHAR,
  -- The instance that runs the job, or ran it last.
  owner            VARCHAR,
  -- Counts the claims. A statement of an owner names the epoch of its claim, so an owner that lost its lease changes
  -- nothing.
  epoch            BIGINT DEFAULT 0 NOT NULL,
  lease_until      TIMESTAMP WITH TIME ZONE,
  -- The attempts since the last committed chunk.
  attempts         INT DEFAULT 0 NOT NULL,
  cancel_requested BOOLEAN DEFAULT FALSE NOT NULL,
  -- Where the last committed chunk ended; the kind decides what it contains.
  resume           JSON,
  done             BIGINT DEFAULT 0 NOT NULL,
  failed           BIGINT DEFAULT 0 NOT NULL,
  total            BIGINT,
  result           JSON,
  message          VARCHAR,
  created_at       TIMESTAMP WITH TIME ZONE NOT NULL,
  started_at       TIMESTAMP WITH TIME ZONE,
  finished_at      TIMESTAMP WITH TIME ZONE,
  CONSTRAINT jobs_pkey PRIMARY KEY (job_id),
  CONSTRAINT jobs_state_check
    CHECK (CASE state WHEN 'queued' THEN TRUE WHEN 'running' THEN TRUE WHEN 'done' THEN TRUE WHEN 'failed' THEN TRUE
      WHEN 'cancelled' THEN TRUE WHEN 'interrupted' THEN TRUE ELSE FALSE END)
);

CREATE INDEX jobs_claim ON jobs (state, lease_until, created_at, job_id);

-- What a stream of events sends. A job keeps its last 100 progress events and its first 1,000 faults. Each writer has
-- updated the row of the job before, so the numbers are consecutive in the order of the commits.
CREATE TABLE job_events (
  job_id     UUID NOT NULL,
  seq        BIGINT NOT NULL,
  type       VARCHAR NOT NULL,
  data       JSON NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT job_events_pkey PRIMARY KEY (job_id, seq),
  CONSTRAINT job_events_job_fkey FOREIGN KEY (job_id) REFERENCES jobs ON DELETE CASCADE,
  CONSTRAINT job_events_type_check
    CHECK (CASE type WHEN 'state' THEN TRUE WHEN 'progress' THEN TRUE WHEN 'fault' THEN TRUE ELSE FALSE END)
);
