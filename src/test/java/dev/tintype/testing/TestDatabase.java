package dev.tintype.testing;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;

/**
 * Databases for tests, each of them empty and used by one test class or context. The
 * system property {@code tintype.test.database} says which kind: {@code h2}, the default,
 * or {@code postgresql}.
 */
public final class TestDatabase {

	private TestDatabase() {
	}

	/**
	 * The kind that this run of the tests is for.
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
	 * Makes an empty database.
	 * @param directory where H2 has its file
	 * @return its URL, as {@code DATABASE_URL} takes it
	 */
	public static String create(Path directory) {
		return create(directory, "");
	}

	/**
	 * Makes an empty database with a locale of its own.
	 * @param directory where H2 has its file
	 * @param options of {@code CREATE DATABASE} on PostgreSQL
	 * @return its URL, as {@code DATABASE_URL} takes it
	 * @throws IllegalStateException when the server does not have what is asked for
	 */
	public static String create(Path directory, String options) {
		String name = "test_" + UUID.randomUUID().toString().replace("-", "");
		return switch (dialect()) {
			case H2 -> "h2:" + directory.resolve(name);
			case POSTGRESQL -> postgresql(name, options);
		};
	}

	private static String postgresql(String name, String options) {
		PostgresqlServer server = PostgresqlServer.get();
		try (Connection connection = DriverManager.getConnection(server.jdbcUrl(), PostgresqlServer.USER,
				PostgresqlServer.PASSWORD); Statement statement = connection.createStatement()) {
			statement.execute("CREATE DATABASE " + name + " TEMPLATE template0 ENCODING 'UTF8' " + options);
		}
		catch (SQLException ex) {
			throw new IllegalStateException("No database could be made on " + server, ex);
		}
		return "postgresql://%s:%s@%s:%d/%s?sslmode=disable".formatted(PostgresqlServer.USER, PostgresqlServer.PASSWORD,
				server.host(), server.port(), name);
	}

}
