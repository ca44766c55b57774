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
 * A PostgreSQL server of one test's own, which may be killed and started again at the
 * same address: the embedded one, or else one that is installed. A container is given
 * another port when it starts again, so none is used.
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
	 * @throws TestAbortedException where neither can be started
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
	 * Starts the server, at first or after it was killed.
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
			// Off by default of the embedded one, which then loses what it acknowledged.
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
			// It finds nothing to stop, but lets go of the folder.
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
