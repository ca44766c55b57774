package dev.tintype.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server and its streaming replica. Both are embedded, or installed if the
 * embedded ones do not start. Containers are not used, because they could not copy each
 * other's files.
 */
public final class StreamingServers implements AutoCloseable {

	private final Path directory;

	private final Node primary;

	private final Node replica;

	private StreamingServers(Path directory, Node primary, Node replica) {
		this.directory = directory;
		this.primary = primary;
		this.replica = replica;
	}

	/**
	 * Starts both servers.
	 * @return the replica is already streaming
	 */
	public static StreamingServers start() throws IOException, InterruptedException {
		Path directory = Files.createTempDirectory("tintype-streaming-");
		try {
			return start(directory, Embedded::new);
		}
		catch (IOException | RuntimeException ex) {
			FileSystemUtils.deleteRecursively(directory);
			if (!InstalledPostgresql.isThere()) {
				throw ex;
			}
			Path other = Files.createTempDirectory("tintype-streaming-");
			InstalledPostgresql.own(other);
			return start(other, InstalledPostgresql::new);
		}
	}

	private static StreamingServers start(Path directory, Kind kind) throws IOException, InterruptedException {
		Path copied = directory.resolve("copy");
		Node primary = kind.node(directory.resolve("primary"));
		primary.start();
		primary.stop();
		InstalledPostgresql.run(List.of("cp", "-a", directory.resolve("primary").toString(), copied.toString()));
		primary.start();
		Files.createFile(copied.resolve("standby.signal"));
		Files.writeString(copied.resolve("postgresql.auto.conf"),
				"primary_conninfo = 'host=127.0.0.1 port=%d user=%s sslmode=disable'%n".formatted(primary.port(),
						PostgresqlServer.USER),
				StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		Node replica = kind.node(copied);
		replica.start();
		return new StreamingServers(directory, primary, replica);
	}

	/**
	 * Returns the address of the primary.
	 * @return a URL for {@code DATABASE_URL}
	 */
	public String primaryUrl() {
		return url(this.primary);
	}

	/**
	 * Returns the address of the replica.
	 * @return a URL for {@code DB_REPLICA_URLS}
	 */
	public String replicaUrl() {
		return url(this.replica);
	}

	private static String url(Node node) {
		return "postgresql://%s:%s@127.0.0.1:%d/postgres?sslmode=disable".formatted(PostgresqlServer.USER,
				PostgresqlServer.PASSWORD, node.port());
	}

	public void stopReplica() throws IOException, InterruptedException {
		this.replica.stop();
	}

	public void startReplica() throws IOException, InterruptedException {
		this.replica.start();
	}

	/**
	 * Executes a statement on the primary.
	 * @param sql a statement
	 * @return the first column of its first row, if it has one
	 */
	public @Nullable String onPrimary(String sql) throws SQLException {
		return on(this.primary, sql);
	}

	/**
	 * Executes a statement on the replica.
	 * @param sql a statement
	 * @return the first column of its first row, if it has one
	 */
	public @Nullable String onReplica(String sql) throws SQLException {
		return on(this.replica, sql);
	}

	private static @Nullable String on(Node node, String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(
				"jdbc:postgresql://127.0.0.1:" + node.port() + "/postgres", PostgresqlServer.USER,
				PostgresqlServer.PASSWORD); Statement statement = connection.createStatement()) {
			if (!statement.execute(sql)) {
				return null;
			}
			try (ResultSet rows = statement.getResultSet()) {
				return rows.next() ? rows.getString(1) : null;
			}
		}
	}

	@Override
	public void close() throws IOException, InterruptedException {
		this.replica.stop();
		this.primary.stop();
		FileSystemUtils.deleteRecursively(this.directory);
	}

	/**
	 * A server that keeps its port.
	 */
	interface Node {

		void start() throws IOException, InterruptedException;

		void stop() throws IOException, InterruptedException;

		int port();

	}

	private interface Kind {

		Node node(Path data) throws IOException;

	}

	private static final class Embedded implements Node {

		private final Path data;

		private final int port;

		private @Nullable EmbeddedPostgres server;

		Embedded(Path data) throws IOException {
			this.data = data;
			this.port = InstalledPostgresql.freePort();
		}

		@Override
		public void start() throws IOException {
			this.server = EmbeddedPostgres.builder()
				.setDataDirectory(this.data)
				.setCleanDataDirectory(false)
				.setPort(this.port)
				.setServerConfig("fsync", "off")
				.start();
		}

		@Override
		public void stop() throws IOException {
			if (this.server != null) {
				this.server.close();
				this.server = null;
			}
		}

		@Override
		public int port() {
			return this.port;
		}

	}

}
