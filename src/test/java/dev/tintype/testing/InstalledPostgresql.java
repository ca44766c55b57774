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
 * A PostgreSQL server that is installed on the system, with its own data.
 */
final class InstalledPostgresql implements StreamingServers.Node {

	private static final Path ROOT = Path.of("/usr/lib/postgresql");

	private static final boolean AS_ROOT = "root".equals(System.getProperty("user.name"));

	private final Path programs;

	private final Path data;

	private final int port;

	/**
	 * Prepares the data without starting the server.
	 * @param data is created if it is missing
	 */
	InstalledPostgresql(Path data) throws IOException {
		Path newest = newest();
		if (newest == null) {
			throw new IOException("No PostgreSQL is installed below " + ROOT);
		}
		this.programs = newest;
		this.data = data;
		this.port = freePort();
	}

	static boolean isThere() throws IOException {
		return newest() != null;
	}

	static @Nullable PostgresqlServer start(String origin) throws IOException, InterruptedException {
		if (!isThere()) {
			return null;
		}
		Path directory = Files.createTempDirectory("tintype-postgresql-");
		own(directory);
		InstalledPostgresql server = new InstalledPostgresql(directory.resolve("data"));
		server.start();
		Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, directory)));
		return new PostgresqlServer(origin, "127.0.0.1", server.port);
	}

	private static void end(InstalledPostgresql server, Path directory) {
		try {
			server.stop();
			FileSystemUtils.deleteRecursively(directory);
		}
		catch (IOException | InterruptedException ex) {
			System.err.println("The test server could not be stopped: " + ex.getMessage());
		}
	}

	@Override
	public void start() throws IOException, InterruptedException {
		if (!Files.exists(this.data)) {
			run(asUser(program("initdb"), "-D", this.data.toString(), "-U", PostgresqlServer.USER, "-A", "trust", "-E",
					"UTF8", "--no-sync"));
		}
		String options = "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
			.formatted(this.port) + " -c max_connections=300";
		run(asUser(program("pg_ctl"), "-D", this.data.toString(), "-o", options, "-l", this.data + ".log", "-w",
				"start"));
	}

	@Override
	public void stop() throws IOException, InterruptedException {
		run(asUser(program("pg_ctl"), "-D", this.data.toString(), "-m", "fast", "stop"));
	}

	@Override
	public int port() {
		return this.port;
	}

	private String program(String name) {
		return this.programs.resolve(name).toString();
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

	/**
	 * Gives a directory to the operating-system user of the server.
	 */
	static void own(Path directory) throws IOException, InterruptedException {
		if (AS_ROOT && isThere()) {
			run(List.of("chown", "postgres", directory.toString()));
		}
	}

	// PostgreSQL refuses to run as root.
	private static List<String> asUser(String... command) {
		List<String> line = new ArrayList<>(AS_ROOT ? List.of("runuser", "-u", "postgres", "--") : List.of());
		line.addAll(List.of(command));
		return line;
	}

	static void run(List<String> command) throws IOException, InterruptedException {
		Path output = Files.createTempFile("tintype-postgresql-", ".log");
		int code = new ProcessBuilder(command).directory(new java.io.File("/"))
			.redirectErrorStream(true)
			.redirectOutput(output.toFile())
			.start()
			.waitFor();
		String text = Files.readString(output);
		Files.delete(output);
		if (code != 0) {
			throw new IOException(command.get(0) + " ended with " + code + ": " + text);
		}
	}

	static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
