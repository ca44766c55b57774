package dev.tintype.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server of one test, which may be killed and restarted at the same address.
 * It is the embedded one, or else an installed one. A container would get another port at
 * a restart, so none is used.
 */
public final class MortalPostgresql implements AutoCloseable {

	private static final String DATA = "data";

	private final @Nullable InstalledPostgresql installed;

	private final Path directory;

	private final int port;

	private @Nullable EmbeddedPostgres embedded;

	private MortalPostgresql(Path directory, @Nullable InstalledPostgresql installed) throws IOException {
		this.directory = directory;
		this.installed = installed;
		this.port = (installed != null) ? installed.port() : InstalledPostgresql.freePort();
	}

	/**
	 * Starts a server.
	 * @return the server
	 * @throws TestAbortedException if neither can be started
	 */
	public static MortalPostgresql create() throws IOException, InterruptedException {
		MortalPostgresql server = new MortalPostgresql(Files.createTempDirectory("tintype-mortal-"), null);
		try {
			server.start();
			return server;
		}
		catch (IOException | RuntimeException ex) {
			server.close();
			if (!InstalledPostgresql.isThere()) {
				throw new TestAbortedException(
						"No PostgreSQL here that a test may kill: the embedded one does not start", ex);
			}
			Path directory = Files.createTempDirectory("tintype-mortal-");
			InstalledPostgresql.own(directory);
			MortalPostgresql other = new MortalPostgresql(directory, new InstalledPostgresql(directory.resolve(DATA)));
			other.start();
			return other;
		}
	}

	public String url() {
		return "postgresql://%s:%s@127.0.0.1:%d/postgres?sslmode=disable".formatted(PostgresqlServer.USER,
				PostgresqlServer.PASSWORD, this.port);
	}

	/**
	 * Starts the server, for the first time or after a kill.
	 */
	public void start() throws IOException, InterruptedException {
		if (this.installed != null) {
			this.installed.start();
			return;
		}
		this.embedded = EmbeddedPostgres.builder()
			.setDataDirectory(this.directory.resolve(DATA))
			.setCleanDataDirectory(false)
			.setPort(this.port)
			.setServerConfig("fsync", "off")
			// The embedded server turns this off by default, and would lose acknowledged
			// writes.
			.setServerConfig("synchronous_commit", "on")
			.setPGStartupWait(Duration.ofMinutes(1))
			.start();
	}

	/**
	 * Kills the server and all its processes, and waits until they are gone.
	 */
	public void kill() throws IOException {
		Path lock = this.directory.resolve(DATA).resolve("postmaster.pid");
		long id = Long.parseLong(Files.readAllLines(lock).get(0).strip());
		ProcessHandle postmaster = ProcessHandle.of(id).orElseThrow();
		List<ProcessHandle> all = Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
		all.forEach(ProcessHandle::destroyForcibly);
		all.forEach((process) -> process.onExit().join());
		if (this.embedded != null) {
			// It finds nothing to stop, but releases the folder.
			this.embedded.close();
		}
	}

	@Override
	public void close() throws IOException, InterruptedException {
		if (this.embedded != null) {
			this.embedded.close();
		}
		if (this.installed != null) {
			this.installed.stop();
		}
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
