package dev.tintype.operation.seed;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import javax.sql.DataSource;

import dev.tintype.data.sql.Dialect;
import dev.tintype.testing.TestDatabase;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.ByteArrayResource;

/**
 * A separate database with all migrations and one more table, which has a column of every
 * type and accepts seeds.
 */
final class SeededDatabase {

	private static final String KINDS = """
			CREATE TABLE kinds (
			  id      UUID PRIMARY KEY,
			  name    VARCHAR NOT NULL,
			  "Odd ""column" VARCHAR(5),
			  born    DATE,
			  wakes   TIME,
			  seen    TIMESTAMP WITH TIME ZONE,
			  local   TIMESTAMP,
			  amount  NUMERIC(30, 10),
			  ratio   DOUBLE PRECISION,
			  data    %s,
			  flag    BOOLEAN,
			  small   SMALLINT,
			  many    INT,
			  most    BIGINT DEFAULT 7 NOT NULL,
			  doubled BIGINT GENERATED ALWAYS AS (small * 2) %s
			)
			""";

	private static final SeedTable TABLE = new SeedTable() {

		@Override
		public String name() {
			return "kinds";
		}

		@Override
		public List<String> key() {
			return List.of("name");
		}

		@Override
		public Map<String, @Nullable Object> complete(Map<String, @Nullable Object> row) {
			row.putIfAbsent("id", UUID.randomUUID());
			return row;
		}

	};

	private final Path directory;

	private final Dialect dialect = TestDatabase.dialect();

	private @Nullable DataSource dataSource;

	SeededDatabase(Path directory) {
		this.directory = directory;
	}

	Dialect dialect() {
		return this.dialect;
	}

	void make() throws SQLException {
		String url = TestDatabase.migrated(this.directory);
		String[] parts = url.replace("postgresql://", "").split("[:@]", 3);
		String jdbc = this.dialect.choose(
				"jdbc:" + url.replace("h2:", "h2:file:")
						+ ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
						+ ";CASE_INSENSITIVE_IDENTIFIERS=TRUE;LOCK_TIMEOUT=10000",
				"jdbc:postgresql://" + parts[parts.length - 1]);
		Flyway flyway = Flyway.configure()
			.dataSource(jdbc, this.dialect.choose("sa", "postgres"), this.dialect.choose("", "postgres"))
			.locations("classpath:db/migration/" + this.dialect.choose("h2", "postgresql"))
			.load();
		flyway.migrate();
		this.dataSource = flyway.getConfiguration().getDataSource();
		execute(KINDS.formatted(this.dialect.choose("JSON", "JSONB"), this.dialect.choose("", "STORED")));
	}

	SeedSummary seed(String name, String text) {
		return seeding(List.of(file(name, text))).run();
	}

	Seeding seeding(List<SeedFile> files) {
		return new Seeding(source(), this.dialect, List.of(TABLE), () -> files);
	}

	static SeedFile file(String name, String text) {
		return SeedFile.of(new ByteArrayResource(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {

			@Override
			public String getFilename() {
				return name;
			}

		}, false);
	}

	DataSource source() {
		return java.util.Objects.requireNonNull(this.dataSource);
	}

	void execute(String sql) throws SQLException {
		try (Connection connection = source().getConnection(); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	List<String> rows(String sql) throws SQLException {
		try (Connection connection = source().getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			List<String> values = new ArrayList<>();
			while (rows.next()) {
				values.add(rows.getString(1));
			}
			return values;
		}
	}

	String row(String where, String... columns) throws SQLException {
		StringBuilder all = new StringBuilder();
		for (String column : columns) {
			List<String> found = rows("SELECT CAST(%s AS VARCHAR) FROM kinds WHERE %s".formatted(column, where));
			all.append('|').append("true".equals(found.get(0)) ? "TRUE" : found.get(0));
		}
		return all.substring(1);
	}

	OffsetDateTime moment(String name) throws SQLException {
		try (Connection connection = source().getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("SELECT seen FROM kinds WHERE name = '" + name + "'")) {
			row.next();
			return row.getObject(1, OffsetDateTime.class);
		}
	}

}
