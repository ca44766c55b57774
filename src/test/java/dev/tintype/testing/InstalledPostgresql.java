package dev.tintype.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

/**
 * Starts a PostgreSQL that the system has installed, in a directory of its own.
 */
final class InstalledPostgresql {

	private static final Path ROOT = Path.of("/usr/lib/postgresql");

	private final boolean root = "root".equals(System.getProperty("user.name"));

	private final Path programs;

	private final Path directory;

	private final int port;

	private InstalledPostgresql(Path programs) throws IOException, InterruptedException {
		this.programs = programs;
		this.directory = Files.createTempDirectory("tintype-postgresql-");
		this.port = freePort();
		if (this.root) {
			run(List.of("chown", "postgres", this.directory.toString()));
		}
		run("initdb", "-D", data().toString(), "-U", PostgresqlServer.USER, "-A", "trust", "-E", "UTF8", "--no-sync");
	}

	static @Nullable PostgresqlServer start() throws IOException, InterruptedException {
		InstalledPostgresql server = create();
		if (server == null) {
			return null;
		}
		server.run();
		Runtime.getRuntime().addShutdownHook(new Thread(server::remove));
		return new PostgresqlServer("installed", "127.0.0.1", server.port());
	}

	/**
	 * A server that does not run yet.
	 * @return null where none is installed
	 */
	static @Nullable InstalledPostgresql create() throws IOException, InterruptedException {
		Path programs = newest();
		return (programs != null) ? new InstalledPostgresql(programs) : null;
	}

	void run() throws IOException, InterruptedException {
		String options = "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
			.formatted(this.port) + " -c max_connections=300";
		run("pg_ctl", "-D", data().toString(), "-o", options, "-l", this.directory.resolve("log").toString(), "-w",
				"start");
	}

	void remove() {
		try {
			run("pg_ctl", "-D", data().toString(), "-m", "immediate", "stop");
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException | InterruptedException ex) {
			System.err.println("The test server could not be stopped: " + ex.getMessage());
		}
	}

	Path data() {
		return this.directory.resolve("data");
	}

	int port() {
		return this.port;
	}

	private static @Nullable Path newest() throws IOException {
		if (!Files.isDirectory(ROOT)) {
			return null;
		}
		try (Stream<Path> versions = Files.list(ROOT)) {
			return versions.map((version) -> version.resolve("bin"))
				.filter((programs) -> Files.isExecutable(programs.resolve("initdb")))
				.max(Comparator.comparingInt((programs) -> Integer.parseInt(programs.getName(3).toString())))
				.orElse(null);
		}
	}

	// PostgreSQL refuses to run as root.
	private void run(String program, String... arguments) throws IOException, InterruptedException {
		List<String> line = new ArrayList<>(this.root ? List.of("runuser", "-u", "postgres", "--") : List.of());
		line.add(this.programs.resolve(program).toString());
		line.addAll(List.of(arguments));
		run(line);
	}

	private static void run(List<String> command) throws IOException, InterruptedException {
		Path output = Files.createTempFile("tintype-postgresql-", ".log");
		int code = new ProcessBuilder(command).directory(new java.io.File("/"))
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start()
			.waitFor();
		String text = Files.readString(output);
		Files.delete(output);
		if (code != 0) {
			throw new IOException(command + " ended with " + code + ": " + text);
		}
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
