-- What a job works on: no two unfinished jobs have the same subject. It is the operation that a job undoes or redoes,
-- and otherwise the job itself. An edit and an import are operations that have the ids of their jobs.
--
-- H2 has no index over some of the rows, and needs none: its writers take turns.
ALTER TABLE jobs ADD COLUMN subject UUID;

UPDATE jobs SET subject = CASE kind WHEN 'undo_operation'
  THEN CAST(REGEXP_SUBSTR(CAST(request AS VARCHAR), '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}') AS UUID) ELSE job_id END;

-- Until now, several jobs could undo or redo the same operation. All but the oldest are subjects of their own.
UPDATE jobs j SET subject = j.job_id
WHERE j.state IN ('queued', 'running') AND EXISTS (SELECT 1 FROM jobs o WHERE o.subject = j.subject
  AND o.state IN ('queued', 'running') AND o.job_id < j.job_id);

ALTER TABLE jobs ALTER COLUMN subject SET DEFAULT RANDOM_UUID();
ALTER TABLE jobs ALTER COLUMN subject SET NOT NULL;

CREATE INDEX jobs_subject ON jobs (subject);
