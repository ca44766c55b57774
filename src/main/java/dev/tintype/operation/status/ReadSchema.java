package dev.tintype.operation.status;

/**
 * The statements that read a schema: one row per part with its kind, table, name and
 * definition.
 */
final class ReadSchema {

	/**
	 * H2 generates names for unnamed constraints and indexes, which depend on the other
	 * names. Such constraints get the names that PostgreSQL would generate. No FROM
	 * contains a subquery: H2 would write it out and parse it again, and fail on its own
	 * types catalogue.
	 */
	static final String H2 = """
			/* readSchema */
			SELECT 'TABLE' AS kind, table_name, table_name AS name, 'table' AS definition
			FROM information_schema.tables
			WHERE table_schema = current_schema AND table_type = 'BASE TABLE' AND table_name <> 'flyway_schema_history'
			UNION ALL
			SELECT 'COLUMN', table_name, column_name, data_type
			  || CASE WHEN character_maximum_length < 1000000000 THEN '(' || character_maximum_length || ')' ELSE '' END
			  || CASE WHEN data_type = 'numeric' THEN '(' || numeric_precision || ',' || numeric_scale || ')' ELSE '' END
			  || CASE WHEN datetime_precision <> 6 THEN '(' || datetime_precision || ')' ELSE '' END
			  || CASE WHEN is_generated = 'ALWAYS' THEN ' generated' ELSE '' END
			  || CASE WHEN is_identity = 'YES' THEN ' identity' ELSE '' END
			FROM information_schema.columns
			WHERE table_schema = current_schema AND table_name <> 'flyway_schema_history'
			UNION ALL
			SELECT 'NULLABILITY', table_name, column_name, CASE is_nullable WHEN 'NO' THEN 'not null' ELSE 'null' END
			FROM information_schema.columns
			WHERE table_schema = current_schema AND table_name <> 'flyway_schema_history'
			UNION ALL
			SELECT REPLACE(c.constraint_type, ' ', '_'), c.table_name,
			  CASE WHEN c.constraint_name NOT LIKE 'CONSTRAINT#_%' ESCAPE '#' THEN c.constraint_name
			    WHEN c.constraint_type = 'PRIMARY KEY' THEN c.table_name || '_pkey'
			    ELSE c.table_name || '_'
			      || (SELECT LISTAGG(k.column_name, '_') WITHIN GROUP (ORDER BY k.ordinal_position)
			          FROM information_schema.key_column_usage k
			          WHERE k.constraint_schema = c.constraint_schema AND k.constraint_name = c.constraint_name)
			      || CASE c.constraint_type WHEN 'UNIQUE' THEN '_key' ELSE '_fkey' END
			  END,
			  c.constraint_type || ' ('
			  || (SELECT LISTAGG(k.column_name, ', ') WITHIN GROUP (ORDER BY k.ordinal_position)
			      FROM information_schema.key_column_usage k
			      WHERE k.constraint_schema = c.constraint_schema AND k.constraint_name = c.constraint_name) || ')'
			  || COALESCE(' REFERENCES '
			    || (SELECT MAX(u.table_name) || '(' || LISTAGG(u.column_name, ', ') WITHIN GROUP (ORDER BY u.ordinal_position)
			        FROM information_schema.key_column_usage u
			        WHERE u.constraint_schema = r.unique_constraint_schema AND u.constraint_name = r.unique_constraint_name)
			    || ')', '')
			  || CASE WHEN r.update_rule <> 'NO ACTION' THEN ' ON UPDATE ' || r.update_rule ELSE '' END
			  || CASE WHEN r.delete_rule <> 'NO ACTION' THEN ' ON DELETE ' || r.delete_rule ELSE '' END
			FROM information_schema.table_constraints c
			LEFT JOIN information_schema.referential_constraints r
			  ON r.constraint_schema = c.constraint_schema AND r.constraint_name = c.constraint_name
			WHERE c.constraint_schema = current_schema AND c.table_name <> 'flyway_schema_history'
			  AND c.constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
			UNION ALL
			SELECT 'CHECK', table_name, constraint_name, 'check'
			FROM information_schema.table_constraints
			WHERE constraint_schema = current_schema AND constraint_type = 'CHECK' AND table_name <> 'flyway_schema_history'
			UNION ALL
			SELECT 'INDEX', table_name, index_name, CASE WHEN MAX(is_unique) THEN 'unique (' ELSE '(' END
			  || LISTAGG(column_name || CASE ordering_specification WHEN 'DESC' THEN ' DESC' ELSE '' END, ', ')
			       WITHIN GROUP (ORDER BY ordinal_position) || ')'
			FROM information_schema.index_columns
			WHERE index_schema = current_schema AND table_name <> 'flyway_schema_history'
			GROUP BY table_name, index_name
			""";

	/**
	 * The indexes that H2 made for constraints, with which they are reported. They are
	 * read separately: in a condition of the statement above, H2 would list all indexes
	 * once for each of their columns.
	 */
	static final String H2_GENERATED = """
			/* readGeneratedIndexes */
			SELECT index_name FROM information_schema.indexes WHERE index_schema = current_schema AND is_generated
			""";

	/**
	 * The texts of expressions differ slightly between versions of PostgreSQL, so only
	 * the name of a check is read. An index whose build did not complete is marked as
	 * invalid, because queries cannot use it.
	 */
	static final String POSTGRESQL = """
			/* readSchema */
			WITH tables AS (
			  SELECT c.oid, CAST(c.relname AS text) AS name
			  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			  WHERE n.nspname = current_schema() AND c.relkind IN ('r', 'p') AND c.relname <> 'flyway_schema_history'
			), columns AS (
			  SELECT t.name AS table_name, CAST(a.attname AS text) AS name, a.*
			  FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid
			  WHERE a.attnum > 0 AND NOT a.attisdropped
			)
			SELECT 'TABLE', name, name, 'table' FROM tables
			UNION ALL
			SELECT 'COLUMN', c.table_name, c.name, format_type(c.atttypid, c.atttypmod)
			  || CASE WHEN c.attcollation <> t.typcollation THEN ' collate ' || l.collname ELSE '' END
			  || CASE WHEN c.attgenerated <> '' THEN ' generated' ELSE '' END
			  || CASE WHEN c.attidentity <> '' THEN ' identity' ELSE '' END
			FROM columns c JOIN pg_type t ON t.oid = c.atttypid LEFT JOIN pg_collation l ON l.oid = c.attcollation
			UNION ALL
			SELECT 'NULLABILITY', table_name, name, CASE WHEN attnotnull THEN 'not null' ELSE 'null' END FROM columns
			UNION ALL
			SELECT CASE c.contype WHEN 'p' THEN 'PRIMARY_KEY' WHEN 'u' THEN 'UNIQUE' WHEN 'f' THEN 'FOREIGN_KEY'
			    ELSE 'CHECK' END,
			  t.name, CAST(c.conname AS text), CASE c.contype WHEN 'c' THEN 'check' ELSE pg_get_constraintdef(c.oid) END
			FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid
			WHERE c.contype IN ('p', 'u', 'f', 'c')
			UNION ALL
			SELECT 'INDEX', t.name, CAST(c.relname AS text), CASE WHEN i.indisunique THEN 'unique ' ELSE '' END
			  || regexp_replace(pg_get_indexdef(i.indexrelid), '^.*? USING ', '')
			  || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END
			FROM tables t JOIN pg_index i ON i.indrelid = t.oid JOIN pg_class c ON c.oid = i.indexrelid
			WHERE NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))
			""";

	private ReadSchema() {
	}

}
