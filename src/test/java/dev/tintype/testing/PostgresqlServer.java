package dev.tintype.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

import org.springframework.boot.SpringApplication;

/**
 * The PostgreSQL server of this run: a container if Docker responds, else the embedded
 * server, else an installed one. If none starts, the tests fail; they never pass without
 * PostgreSQL.
 *
 * @param origin for messages
 * @param host where it listens
 * @param port where it listens
 */
record PostgresqlServer(String origin, String host, int port) {

	static final String USER = "postgres";

	static final String PASSWORD = "postgres";

	static PostgresqlServer get() {
		return Holder.SERVER;
	}

	String jdbcUrl() {
		return "jdbc:postgresql://" + this.host + ":" + this.port + "/postgres";
	}

	private static PostgresqlServer start() {
		List<Exception> failures = new ArrayList<>();
		for (Starter starter : List.<Starter>of(PostgresqlServer::container, PostgresqlServer::embedded,
				() -> InstalledPostgresql.start("installed"))) {
			try {
				PostgresqlServer server = starter.start();
				if (server != null) {
					return server;
				}
			}
			catch (IOException | InterruptedException | RuntimeException ex) {
				failures.add(ex);
			}
		}
		IllegalStateException failure = new IllegalStateException(
				"No PostgreSQL for the tests: no Docker engine answers, and neither the embedded server"
						+ " nor an installed one starts");
		failures.forEach(failure::addSuppressed);
		throw failure;
	}

	private static @Nullable PostgresqlServer container() {
		if (!DockerClientFactory.instance().isDockerAvailable()) {
			return null;
		}
		@SuppressWarnings("resource") // Ryuk removes it with the JVM.
		PostgreSQLContainer container = new PostgreSQLContainer("postgres:18-alpine").withUsername(USER)
			.withPassword(PASSWORD)
			.withCommand("postgres", "-c", "fsync=off", "-c", "full_page_writes=off", "-c", "max_wal_size=8GB", "-c",
					"checkpoint_timeout=1h", "-c", "max_connections=300");
		container.start();
		return new PostgresqlServer("container", container.getHost(), container.getMappedPort(5432));
	}

	private static PostgresqlServer embedded() throws IOException {
		EmbeddedPostgres server = EmbeddedPostgres.builder()
			.setServerConfig("fsync", "off")
			.setServerConfig("full_page_writes", "off")
			.setServerConfig("max_wal_size", "8GB")
			.setServerConfig("checkpoint_timeout", "1h")
			.setServerConfig("max_connections", "300")
			.setRegisterShutdownHook(false)
			.start();
		// It stops after the contexts, because each would wait for a server that is gone.
		SpringApplication.getShutdownHandlers().add(() -> close(server));
		return new PostgresqlServer("embedded", "localhost", server.getPort());
	}

	private static void close(EmbeddedPostgres server) {
		try {
			server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private interface Starter {

		@Nullable PostgresqlServer start() throws IOException, InterruptedException;

	}

	private static final class Holder {

		private static final PostgresqlServer SERVER = PostgresqlServer.start();

	}

}
