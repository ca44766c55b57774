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
  is_final     BOOLEAN DEFAULT FALSE NOT NULL,
  -- When the final pass last found no further image. Null before that, and while it has images left to examine.
  exhausted_at TIMESTAMP WITH TIME ZONE,
  total        BIGINT,
  done         BIGINT DEFAULT 0 NOT NULL,
  failed       BIGINT DEFAULT 0 NOT NULL,
  created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
  finished_at  TIMESTAMP WITH TIME ZONE,
  CONSTRAINT caption_runs_pkey PRIMARY KEY (run_id),
  -- Not "state IN (…)", as for captions_source_check.
  CONSTRAINT caption_runs_state_check CHECK (CASE state WHEN 'running' THEN TRUE WHEN 'paused' THEN TRUE
    WHEN 'finished' THEN TRUE WHEN 'cancelled' THEN TRUE ELSE FALSE END)
);

CREATE TABLE caption_run_workers (
  run_id       UUID NOT NULL,
  worker       VARCHAR NOT NULL,
  done         BIGINT DEFAULT 0 NOT NULL,
  last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
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
  leased_until TIMESTAMP WITH TIME ZONE,
  attempts     INT DEFAULT 0 NOT NULL,
  expired      INT DEFAULT 0 NOT NULL,
  error        VARCHAR,
  CONSTRAINT caption_claims_pkey PRIMARY KEY (run_id, image_id)
);

-- The time comes first. With the run first, a planner that believes the table to be small would also look up images here.
CREATE INDEX caption_claims_due ON caption_claims (leased_until, run_id, image_id);
