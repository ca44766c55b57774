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

	private InstalledPostgresql() {
	}

	static @Nullable PostgresqlServer start() throws IOException, InterruptedException {
		Path programs = newest();
		if (programs == null) {
			return null;
		}
		Path directory = Files.createTempDirectory("tintype-postgresql-");
		boolean root = "root".equals(System.getProperty("user.name"));
		if (root) {
			run(List.of("chown", "postgres", directory.toString()));
		}
		String data = directory.resolve("data").toString();
		int port = freePort();
		run(asUser(root, programs.resolve("initdb").toString(), "-D", data, "-U", PostgresqlServer.USER, "-A", "trust",
				"-E", "UTF8", "--no-sync"));
		String options = "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
			.formatted(port) + " -c max_connections=300";
		run(asUser(root, programs.resolve("pg_ctl").toString(), "-D", data, "-o", options, "-l",
				directory.resolve("log").toString(), "-w", "start"));
		Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(root, programs.resolve("pg_ctl"), data, directory)));
		return new PostgresqlServer("installed", "127.0.0.1", port);
	}

	private static void stop(boolean root, Path program, String data, Path directory) {
		try {
			run(asUser(root, program.toString(), "-D", data, "-m", "immediate", "stop"));
			FileSystemUtils.deleteRecursively(directory);
		}
		catch (IOException | InterruptedException ex) {
			System.err.println("The test server could not be stopped: " + ex.getMessage());
		}
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
	private static List<String> asUser(boolean root, String... command) {
		List<String> line = new ArrayList<>(root ? List.of("runuser", "-u", "postgres", "--") : List.of());
		line.addAll(List.of(command));
		return line;
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
			throw new IOException(command.get(0) + " ended with " + code + ": " + text);
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

}
