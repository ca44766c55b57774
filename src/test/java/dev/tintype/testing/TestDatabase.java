package dev.tintype.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import org.flywaydb.core.Flyway;

/**
 * Creates databases for tests, each without rows and for one test class or context. The
 * system property {@code tintype.test.database} names the kind: {@code h2}, the default,
 * or {@code postgresql}.
 */
public final class TestDatabase {

	private static final String SUFFIX = ".mv.db";

	private TestDatabase() {
	}

	/**
	 * Returns the kind of database in this run.
	 * @return the dialect that the service will find
	 */
	public static Dialect dialect() {
		String kind = System.getProperty("tintype.test.database", "h2");
		return switch (kind) {
			case "h2" -> Dialect.H2;
			case "postgresql" -> Dialect.POSTGRESQL;
			default -> throw new IllegalStateException("tintype.test.database must be h2 or postgresql, not " + kind);
		};
	}

	/**
	 * Creates an empty database.
	 * @param directory for the file of H2
	 * @return its URL, as {@code DATABASE_URL} takes it
	 */
	public static String create(Path directory) {
		return create(directory, "");
	}

	/**
	 * Creates a database that has the schema and no rows. It is a copy of a template,
	 * which is migrated once per JVM.
	 * @param directory for the file of H2
	 * @return its URL, as {@code DATABASE_URL} takes it
	 */
	public static String migrated(Path directory) {
		String name = newName();
		return switch (dialect()) {
			case H2 -> {
				copy(H2Template.FILE, directory.resolve(name + SUFFIX));
				yield "h2:" + directory.resolve(name);
			}
			case POSTGRESQL -> {
				execute("CREATE DATABASE " + name + " TEMPLATE " + PostgresqlTemplate.NAME);
				yield url(name);
			}
		};
	}

	/**
	 * Creates an empty database with a separate locale.
	 * @param directory for the file of H2
	 * @param options of {@code CREATE DATABASE} on PostgreSQL
	 * @return its URL, as {@code DATABASE_URL} takes it
	 * @throws IllegalStateException if the server does not have that locale
	 */
	public static String create(Path directory, String options) {
		String name = newName();
		return switch (dialect()) {
			case H2 -> "h2:" + directory.resolve(name);
			case POSTGRESQL -> {
				execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' " + options);
				yield url(name);
			}
		};
	}

	/**
	 * Creates an empty database on PostgreSQL, whatever the kind of this run.
	 * @return its URL, as {@code DATABASE_URL} takes it
	 */
	public static String createPostgresql() {
		String name = newName();
		execute("CREATE DATABASE " + name);
		return url(name);
	}

	/**
	 * Returns the URL for JDBC.
	 * @param url of a database on PostgreSQL that this class created
	 * @return with the credentials
	 */
	public static String jdbc(String url) {
		return "jdbc:postgresql://" + url.substring(url.indexOf('@') + 1) + "&user=" + PostgresqlServer.USER
				+ "&password=" + PostgresqlServer.PASSWORD;
	}

	private static String newName() {
		return "test_" + UUID.randomUUID().toString().replace("-", "");
	}

	private static void execute(String sql) {
		PostgresqlServer server = PostgresqlServer.get();
		try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), PostgresqlServer.USER,
				PostgresqlServer.PASSWORD); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("No database could be made on " + server, ex);
		}
	}

	private static String url(String name) {
		PostgresqlServer server = PostgresqlServer.get();
		return "postgresql://%s:%s@%s:%d/%s?sslmode=disable".formatted(PostgresqlServer.USER, PostgresqlServer.PASSWORD,
				server.host(), server.port(), name);
	}

	private static void migrate(String url, String user, String password, String folder) {
		Flyway.configure()
			.dataSource(url, user, password)
			.locations("classpath:db/migration/" + folder)
			.load()
			.migrate();
	}

	private static void copy(Path from, Path to) {
		try {
			Files.createDirectories(to.toAbsolutePath().getParent());
			Files.copy(from, to);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The template on H2: a closed database, whose file is copied.
	 */
	private static final class H2Template {

		private static final Path FILE = make();

		private static Path make() {
			try {
				Path folder = Files.createTempDirectory("tintype-template-");
				Path file = folder.resolve("template" + SUFFIX);
				// The file that is registered last is deleted first.
				folder.toFile().deleteOnExit();
				file.toFile().deleteOnExit();
				String url = "jdbc:h2:file:" + folder.resolve("template")
						+ ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
						+ ";CASE_INSENSITIVE_IDENTIFIERS=TRUE";
				migrate(url, "sa", "", "h2");
				return file;
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	/**
	 * The template on PostgreSQL.
	 */
	private static final class PostgresqlTemplate {

		private static final String NAME = make();

		private static String make() {
			String name = newName();
			execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8'");
			PostgresqlServer server = PostgresqlServer.get();
			migrate(server.jdbcUrl().replaceFirst("/postgres$", "/" + name), PostgresqlServer.USER,
					PostgresqlServer.PASSWORD, "postgresql");
			return name;
		}

	}

}
