CREATE TABLE probe (
	id integer PRIMARY KEY,
	uses integer NOT NULL
);

INSERT INTO probe (id, uses) VALUES (1, 0);
