package dev.tintype;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;

import javax.imageio.ImageIO;

import dev.tintype.operation.command.CommandLineInterface;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * Runs the service for some seconds on a folder of its own, and sends it requests. The
 * launcher makes its archive of classes from this run (ADR 36). On a JDK that also keeps
 * profiles, the requests are repeated, so that the profiles are those of a busy service.
 */
public final class Training {

	private static final Duration BUSY = Duration.ofSeconds(4);

	/** The first release whose archive holds profiles. */
	private static final int PROFILES = 25;

	private static final int PICTURES = 50;

	/** Classes of the drivers for PostgreSQL, which this run does not use. */
	private static final List<String> OTHER_DRIVERS = List.of("org.postgresql.Driver",
			"io.r2dbc.postgresql.PostgresqlConnectionFactory");

	private final JsonMapper json = JsonMapper.builder().build();

	private final String base;

	private Training(String base) {
		this.base = base;
	}

	/**
	 * Runs the service, and ends it.
	 * @param arguments of no meaning
	 * @throws IOException if the files of the run cannot be written
	 */
	public static void main(String[] arguments) throws IOException {
		Path folder = Files.createTempDirectory("tintype-training").toRealPath();
		try {
			settings(folder).forEach(System::setProperty);
			pictures(Files.createDirectory(folder.resolve("photos")));
			try (ConfigurableApplicationContext service = SpringApplication.run(TintypeApplication.class)) {
				new Training("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"))
					.run(folder.resolve("photos"));
				CommandLineInterface.run(new String[] { "db", "status" });
			}
			OTHER_DRIVERS.forEach(Training::load);
		}
		finally {
			FileSystemUtils.deleteRecursively(folder);
		}
		System.exit(0);
	}

	// System properties reach both the service and the command.
	private static Map<String, String> settings(Path folder) {
		return Map.of("tintype.env-file", "", "tintype.data-dir", folder.resolve("data").toString(), "tintype.db.url",
				"h2:" + folder.resolve("data/tintype"), "tintype.images.roots", folder.resolve("photos").toString(),
				"server.address", "127.0.0.1", "server.port", "0", "logging.level.root", "error");
	}

	private static void pictures(Path folder) throws IOException {
		for (int number = 0; number < PICTURES; number++) {
			BufferedImage picture = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
			for (int pixel = 0; pixel < 640 * 480; pixel++) {
				picture.setRGB(pixel % 640, pixel / 640, pixel * (number + 1));
			}
			ImageIO.write(picture, "jpg", folder.resolve("picture-" + number + ".jpg").toFile());
		}
	}

	private void run(Path folder) throws IOException {
		JsonNode registered = this.json.readTree(send("POST", "/api/images/register-folder",
				this.json.writeValueAsString(Map.of("folder_path", folder.toString(), "recursive", true))));
		List<String> ids = registered.path("images")
			.valueStream()
			.map((one) -> one.path("image_id").asString())
			.toList();
		if (ids.isEmpty()) {
			throw new IllegalStateException("Nothing was registered: " + registered);
		}
		requests(ids, 0);
		long end = System.nanoTime() + BUSY.toNanos();
		for (int round = 1; Runtime.version().feature() >= PROFILES && System.nanoTime() < end; round++) {
			requests(ids, round);
		}
	}

	private void requests(List<String> ids, int round) throws IOException {
		String id = ids.get(round % ids.size());
		String paths = this.json.writeValueAsString(Map.of("image_ids", ids));
		String captions = this.json.writeValueAsString(Map.of("captions",
				ids.stream().map((one) -> Map.of("image_id", one, "caption", "a boat at dusk " + round)).toList()));
		for (int i = 0; i < 10; i++) {
			send("POST", "/api/images/paths", paths);
			send("GET", "/api/images/" + id, null);
			send("GET", "/api/images?page=2&per_page=20", null);
		}
		send("POST", "/api/captions", captions);
		send("PUT", "/api/images/" + id + "/caption", "{\"caption\":\"a boat\",\"source\":\"human\"}");
		send("POST", "/api/prompts", "{\"prompt_text\":\"a boat in winter light\",\"model\":\"flux-dev\"}");
		send("GET", "/api/images", null);
		send("GET", "/api/images?search=boat", null);
		send("GET", "/api/images/" + id + "/thumbnail?size=" + (256 + round % 256), null);
		if (round == 0) {
			List.of("/", "/docs", "/v3/api-docs", "/api/prompts/search?q=boat", "/actuator/health/readiness",
					"/actuator/prometheus", "/api/images/none", "/api/images/" + id + "/captions")
				.forEach((path) -> send("GET", path, null));
		}
	}

	private byte[] send(String method, String path, @Nullable String body) {
		try {
			HttpURLConnection connection = (HttpURLConnection) URI.create(this.base + path).toURL().openConnection();
			connection.setRequestMethod(method);
			connection.setRequestProperty("Accept", path.equals("/api/images") ? "application/x-ndjson" : "*/*");
			if (body != null) {
				connection.setDoOutput(true);
				connection.setRequestProperty("Content-Type", "application/json");
				connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
			}
			boolean failed = connection.getResponseCode() >= 400;
			try (InputStream answer = failed ? connection.getErrorStream() : connection.getInputStream()) {
				return answer.readAllBytes();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	// A class that is only loaded gets into the archive as well.
	private static void load(String example) {
		ClassLoader loader = Training.class.getClassLoader();
		try {
			Path file = Path
				.of(Class.forName(example, false, loader).getProtectionDomain().getCodeSource().getLocation().toURI());
			try (JarFile jar = new JarFile(file.toFile())) {
				jar.stream()
					.map((entry) -> entry.getName().toLowerCase(Locale.ROOT).endsWith(".class") ? entry.getName() : "")
					.filter((name) -> name.startsWith("org/postgresql/") || name.startsWith("io/r2dbc/"))
					.forEach((name) -> load(loader, name));
			}
		}
		catch (ReflectiveOperationException | java.net.URISyntaxException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void load(ClassLoader loader, String file) {
		try {
			Class.forName(file.substring(0, file.length() - ".class".length()).replace('/', '.'), false, loader);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			// It needs a library that is not here.
		}
	}

}
