-- Runs: captioning by many workers. The id of a run is also the id of its operation.

CREATE TABLE caption_runs (
  run_id       UUID NOT NULL,
  label        VARCHAR,
  model        VARCHAR NOT NULL,
  source       VARCHAR NOT NULL,
  -- Selects images. Its relative times refer to created_at.
  filter_text  VARCHAR,
  skip         VARCHAR NOT NULL,
  overwrite    BOOLEAN NOT NULL,
  max_attempts INT NOT NULL,
  state        VARCHAR NOT NULL,
  -- Images up to this id were examined in the current pass.
  examined_to  UUID NOT NULL,
  is_final     BOOLEAN NOT NULL DEFAULT FALSE,
  -- When the final pass last found no further image. Null before that, and while it has images left to examine.
  exhausted_at TIMESTAMPTZ,
  total        BIGINT,
  done         BIGINT NOT NULL DEFAULT 0,
  failed       BIGINT NOT NULL DEFAULT 0,
  created_at   TIMESTAMPTZ NOT NULL,
  finished_at  TIMESTAMPTZ,
  CONSTRAINT caption_runs_pkey PRIMARY KEY (run_id),
  CONSTRAINT caption_runs_state_check CHECK (state IN ('running', 'paused', 'finished', 'cancelled'))
);

CREATE TABLE caption_run_workers (
  run_id       UUID NOT NULL,
  worker       VARCHAR NOT NULL,
  done         BIGINT NOT NULL DEFAULT 0,
  last_seen_at TIMESTAMPTZ NOT NULL,
  CONSTRAINT caption_run_workers_pkey PRIMARY KEY (run_id, worker)
);

-- The images of a run that are claimed, queued again, or failed. There is no foreign key, because a claim must not lock
-- its image.
CREATE TABLE caption_claims (
  run_id       UUID NOT NULL,
  image_id     UUID NOT NULL,
  -- Null if the image is queued again, or has failed.
  worker       VARCHAR,
  -- When the image is queued again. Null if it has failed.
  leased_until TIMESTAMPTZ,
  attempts     INT NOT NULL DEFAULT 0,
  expired      INT NOT NULL DEFAULT 0,
  error        VARCHAR,
  CONSTRAINT caption_claims_pkey PRIMARY KEY (run_id, image_id)
);

-- The time comes first. With the run first, a planner that believes the table to be small would also look up images here.
CREATE INDEX caption_claims_due ON caption_claims (leased_until, run_id, image_id);
