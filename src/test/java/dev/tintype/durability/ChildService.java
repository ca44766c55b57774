package dev.tintype.durability;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.tintype.TintypeApplication;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The service in a separate process, which a test may kill.
 */
final class ChildService implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(5);

	private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final Path directory;

	private final int port;

	private final List<String> command;

	private @Nullable Process process;

	/**
	 * Prepares a service without starting it.
	 * @param settings additional ones, like {@code --name=value}
	 */
	ChildService(Path directory, String url, String... settings) throws IOException {
		this.directory = directory;
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			this.port = socket.getLocalPort();
		}
		// Without the test classes, which contain other applications.
		String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((path) -> !path.endsWith("test-classes"))
			.collect(Collectors.joining(File.pathSeparator));
		this.command = new ArrayList<>(List.of(java(), "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				classes, TintypeApplication.class.getName(), "--tintype.env-file=", "--server.port=" + this.port,
				"--tintype.data-dir=" + directory.resolve("data"), "--tintype.db.url=" + url));
		this.command.addAll(List.of(settings));
	}

	static String java() {
		return Path.of(System.getProperty("java.home"), "bin", "java").toString();
	}

	void start() throws IOException, InterruptedException {
		File log = this.directory.resolve("service.log").toFile();
		Process started = new ProcessBuilder(this.command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log))
			.start();
		this.process = started;
		long end = System.nanoTime() + PATIENCE.toNanos();
		while (!isReady()) {
			if (started.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
				throw new IllegalStateException("The service is not ready: " + Files.readString(log.toPath()));
			}
		}
	}

	private boolean isReady() throws InterruptedException {
		try {
			return send("GET", "/actuator/health/readiness", null).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
	}

	void kill() throws InterruptedException {
		Objects.requireNonNull(this.process).destroyForcibly().waitFor();
	}

	@Override
	public void close() throws InterruptedException {
		if (this.process != null) {
			kill();
		}
	}

	HttpResponse<String> send(String method, String path, @Nullable Map<String, ?> json)
			throws IOException, InterruptedException {
		return send(method, path, json, "Content-Type", "application/json");
	}

	/**
	 * Sends a request whose response is a job.
	 */
	JsonNode submit(String path, Map<String, ?> json) throws IOException, InterruptedException {
		return Json.MAPPER
			.readTree(send("POST", path, json, "Content-Type", "application/json", "Prefer", "respond-async").body());
	}

	private HttpResponse<String> send(String method, String path, @Nullable Map<String, ?> json, String... headers)
			throws IOException, InterruptedException {
		HttpRequest.BodyPublisher body = (json != null)
				? HttpRequest.BodyPublishers.ofByteArray(Json.MAPPER.writeValueAsBytes(json))
				: HttpRequest.BodyPublishers.noBody();
		return this.client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
			.timeout(PATIENCE)
			.headers(headers)
			.header("Accept", (json != null) ? "application/json" : "application/x-ndjson, application/json;q=0.5")
			.method(method, body)
			.build(), HttpResponse.BodyHandlers.ofString());
	}

	List<String> register(int images) throws IOException, InterruptedException {
		List<Map<String, String>> files = IntStream.range(0, images)
			.mapToObj((i) -> Map.of("filename", i + ".jpg"))
			.toList();
		JsonNode answer = Json.MAPPER
			.readTree(send("POST", "/api/images/register-files", Map.of("files", files)).body());
		return answer.get("image_ids").valueStream().map(JsonNode::asString).toList();
	}

	/**
	 * Opens a stream of lines, which ends when the service is killed.
	 */
	Stream<String> follow(String path) throws IOException, InterruptedException {
		return this.client
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
				.header("Accept", "application/x-ndjson")
				.build(), HttpResponse.BodyHandlers.ofLines())
			.body();
	}

	/**
	 * Counts each text in the history of the images.
	 */
	Map<String, Integer> history(List<String> images) throws IOException, InterruptedException {
		Map<String, Integer> found = new HashMap<>();
		for (String image : images) {
			for (JsonNode caption : lines("/api/images/" + image + "/captions")) {
				found.merge(caption.get("text").asString(), 1, Integer::sum);
			}
		}
		return found;
	}

	List<JsonNode> lines(String path) throws IOException, InterruptedException {
		return send("GET", path, null).body().lines().<JsonNode>map(Json.MAPPER::readTree).toList();
	}

}
