package dev.tintype.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.springframework.util.FileSystemUtils;

/**
 * An S3 server for all tests of this JVM. It is a process of its own: its libraries are
 * not those of the service.
 */
public final class S3MockServer {

	/** The bucket that exists. */
	public static final String BUCKET = "tintype";

	private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);

	private static final S3MockServer ONLY = new S3MockServer();

	private final Process process;

	private final int port;

	private S3MockServer() {
		try {
			Path folder = Files.createTempDirectory("tintype-s3-");
			this.port = freePort();
			this.process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
					"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Djava.io.tmpdir=" + folder, "-jar",
					jar().toString(), "--server.port=0", "--http.port=" + this.port, "--vectors.http.port=0",
					"--vectors.https.port=0", "--com.adobe.testing.s3mock.store.initial-buckets=" + BUCKET)
				.redirectErrorStream(true)
				.redirectOutput(folder.resolve("log").toFile())
				.start();
			Runtime.getRuntime().addShutdownHook(new Thread(() -> {
				this.process.destroyForcibly().onExit().join();
				FileSystemUtils.deleteRecursively(folder.toFile());
			}));
			awaitStart(folder.resolve("log"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The address of the server, which is started if necessary.
	 * @return a URL without a slash at its end
	 */
	public static String endpoint() {
		return "http://127.0.0.1:" + ONLY.port;
	}

	private static Path jar() throws IOException {
		Path folder = Path.of(System.getProperty("basedir", ""), "target", "s3mock");
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter((file) -> file.toString().endsWith("-exec.jar"))
				.findFirst()
				.orElseThrow(() -> new IllegalStateException("Maven has not copied the S3 server to " + folder));
		}
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private void awaitStart(Path log) throws IOException {
		long end = System.nanoTime() + PATIENCE;
		while (!isListening()) {
			if (!this.process.isAlive() || System.nanoTime() > end) {
				throw new IllegalStateException("The S3 server did not start: " + Files.readString(log));
			}
			try {
				TimeUnit.MILLISECONDS.sleep(100);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}
	}

	private boolean isListening() {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 1000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
