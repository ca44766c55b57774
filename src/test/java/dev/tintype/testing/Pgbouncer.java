package dev.tintype.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.opentest4j.TestAbortedException;

/**
 * An installed PgBouncer in front of the PostgreSQL server of the tests.
 */
public final class Pgbouncer implements AutoCloseable {

	private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"),
			Path.of("/opt/homebrew/bin/pgbouncer"));

	private final Process process;

	private final int port;

	private Pgbouncer(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	/**
	 * Starts PgBouncer.
	 * @param directory for its files
	 * @param mode its {@code pool_mode}
	 * @return listens
	 * @throws TestAbortedException if PgBouncer is not installed
	 */
	public static Pgbouncer start(Path directory, String mode) throws IOException, InterruptedException {
		Path program = PLACES.stream()
			.filter(Files::isExecutable)
			.findFirst()
			.orElseThrow(() -> new TestAbortedException("PgBouncer is not installed"));
		int port = InstalledPostgresql.freePort();
		Path own = configure(directory, port, mode);
		List<String> command = new ArrayList<>(List.of(program.toString()));
		// PgBouncer refuses to run as root.
		if ("root".equals(System.getProperty("user.name"))) {
			command.addAll(List.of("-u", "nobody"));
		}
		command.add(own.resolve("pgbouncer.ini").toString());
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(own.resolve("log").toFile())
			.start();
		Pgbouncer started = new Pgbouncer(process, port);
		started.awaitListening(own.resolve("log"));
		return started;
	}

	private static Path configure(Path directory, int port, String mode) throws IOException {
		Path own = Files.createTempDirectory(directory, "pgbouncer");
		PostgresqlServer server = PostgresqlServer.get();
		Files.writeString(own.resolve("users.txt"),
				"\"%s\" \"%s\"%n".formatted(PostgresqlServer.USER, PostgresqlServer.PASSWORD));
		Files.writeString(own.resolve("pgbouncer.ini"), """
				[databases]
				* = host=%s port=%d
				[pgbouncer]
				listen_addr = 127.0.0.1
				listen_port = %d
				unix_socket_dir =
				auth_type = plain
				auth_file = %s
				pool_mode = %s
				default_pool_size = 12
				ignore_startup_parameters = extra_float_digits,statement_timeout
				""".formatted(server.host(), server.port(), port, own.resolve("users.txt"), mode));
		// Readable by other users too, since PgBouncer may run as another one.
		for (Path path : List.of(directory, own, own.resolve("users.txt"), own.resolve("pgbouncer.ini"))) {
			path.toFile().setReadable(true, false);
			path.toFile().setExecutable(Files.isDirectory(path), false);
		}
		return own;
	}

	private void awaitListening(Path log) throws IOException, InterruptedException {
		for (int attempt = 0; attempt < 300; attempt++) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
				return;
			}
			catch (IOException ex) {
				if (!this.process.isAlive()) {
					throw new IOException("PgBouncer ended: " + Files.readString(log), ex);
				}
				Thread.sleep(20);
			}
		}
		throw new IOException("PgBouncer does not listen: " + Files.readString(log));
	}

	/**
	 * Returns the URL of a database through PgBouncer.
	 * @param url of the database
	 * @return the same URL with this host and port
	 */
	public String through(String url) {
		return url.replaceFirst("@[^/]+/", "@127.0.0.1:" + this.port + "/");
	}

	@Override
	public void close() throws InterruptedException {
		this.process.destroy();
		this.process.waitFor();
	}

}
