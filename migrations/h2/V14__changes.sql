-- One row per statement that has changed rows, written in its transaction. Clients follow these rows.
--
-- Writers take turns, so change_id gives the order in which rows become visible.
CREATE TABLE changes (
  transaction_id BIGINT DEFAULT 0 NOT NULL,
  -- It begins with the time in milliseconds, so that positions of a former database are recognized as such.
  change_id      BIGINT GENERATED ALWAYS AS IDENTITY
    (START WITH CAST(EXTRACT(EPOCH FROM CURRENT_TIMESTAMP) * 1000 AS BIGINT)),
  topic          VARCHAR NOT NULL,
  kind           VARCHAR NOT NULL,
  -- The number of rows that were changed. ids is null if there are over 1,000, or if they are not UUIDs.
  count          BIGINT NOT NULL,
  ids            UUID ARRAY,
  operation_id   UUID,
  created_at     TIMESTAMP WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
  CONSTRAINT changes_pkey PRIMARY KEY (transaction_id, change_id)
);

-- The oldest row only marks how far back the feed is complete. The clean-up keeps the newest row that has expired for
-- the same purpose.
INSERT INTO changes (topic, kind, count) VALUES ('feed', 'begun', 0);
