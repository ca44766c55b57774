-- One row per statement that has changed rows, written in its transaction. Clients follow these rows.
--
-- Numbers are assigned before the commit, so change_id alone does not give the order in which rows become visible. A
-- reader takes only rows of transactions that have ended for every snapshot, in the order of the key.
CREATE TABLE changes (
  transaction_id BIGINT NOT NULL DEFAULT CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT),
  change_id      BIGINT GENERATED ALWAYS AS IDENTITY,
  topic          VARCHAR NOT NULL,
  kind           VARCHAR NOT NULL,
  -- The number of rows that were changed. ids is null if there are over 1,000, or if they are not UUIDs.
  count          BIGINT NOT NULL,
  ids            UUID[],
  operation_id   UUID,
  created_at     TIMESTAMPTZ NOT NULL DEFAULT now(),
  CONSTRAINT changes_pkey PRIMARY KEY (transaction_id, change_id)
);

-- No condition reads the ids. Statistics of the elements of arrays are expensive, and ids hardly compress.
ALTER TABLE changes ALTER COLUMN ids SET STATISTICS 0;
ALTER TABLE changes ALTER COLUMN ids SET STORAGE EXTERNAL;

-- The oldest row only marks how far back the feed is complete. The clean-up keeps the newest row that has expired for
-- the same purpose.
INSERT INTO changes (topic, kind, count) VALUES ('feed', 'begun', 0);
