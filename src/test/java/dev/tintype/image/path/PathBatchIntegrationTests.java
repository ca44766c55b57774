package dev.tintype.image.path;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class PathBatchIntegrationTests {

	private static final String PATHS = "/api/images/paths";

	private final Http http;

	private final Environment environment;

	private final String unknown = UUID.randomUUID().toString();

	private Path folder = Path.of("");

	PathBatchIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment) {
		this.http = new Http(client);
		this.environment = environment;
	}

	@BeforeEach
	void createFolder() throws IOException {
		Path root = Path.of(this.environment.getRequiredProperty("tintype.images.roots")).toRealPath();
		this.folder = Files.createDirectory(root.resolve("paths-" + UUID.randomUUID()));
	}

	@Test
	void pathsAreKeyedByIdsAsTheClientWroteThem() throws IOException {
		List<String> ids = register("a.png", "\u00fc \u4e2d \ud83d\ude00 %2F\"'.PNG");
		String shouted = ids.get(0).toUpperCase(Locale.ROOT);
		String other = ids.get(1).toUpperCase(Locale.ROOT);

		Http.Answer answer = this.http.post(PATHS, Map.of("image_ids", List.of(this.unknown, ids.get(0), other, shouted,
				"no id", ids.get(0), "", shouted, this.unknown, ids.get(0) + " ", "no id")));

		assertThat(answer.status()).isEqualTo(200);
		String path = this.folder.resolve("a.png").toString();
		assertThat(paths(answer)).isEqualTo(Map.of(ids.get(0), path, shouted, path, other,
				this.folder.resolve("\u00fc \u4e2d \ud83d\ude00 %2F\"'.PNG").toString()));
		assertThat(answer.text().split(ids.get(0) + "\":", -1)).hasSize(2);
		assertThat(answer.text().split(shouted, -1)).hasSize(2);
		assertThat(missing(answer)).containsExactly(this.unknown, "no id", "", ids.get(0) + " ");
	}

	@Test
	void batchOfManyChunksFindsEveryPath() throws IOException {
		Map<String, String> known = registerCopies(620);
		List<String> asked = new ArrayList<>(known.keySet());
		asked.addAll(known.keySet());
		List<String> strangers = Stream.generate(() -> UUID.randomUUID().toString()).limit(700).toList();
		asked.addAll(strangers);
		Collections.shuffle(asked, new Random(1));

		Http.Answer answer = this.http.post(PATHS, Map.of("image_ids", asked));

		assertThat(answer.status()).isEqualTo(200);
		assertThat(paths(answer)).isEqualTo(known);
		assertThat(missing(answer)).containsExactlyElementsOf(asked.stream().filter(strangers::contains).toList());
	}

	@Test
	void streamOfManyChunksReturnsOneLinePerId() throws IOException {
		Map<String, String> known = registerCopies(620);
		List<String> asked = new ArrayList<>(known.keySet());
		known.keySet().forEach((id) -> asked.add(id.toUpperCase(Locale.ROOT)));
		Stream.generate(() -> UUID.randomUUID().toString()).limit(300).forEach(asked::add);
		Collections.shuffle(asked, new Random(1));
		StringBuilder lines = new StringBuilder();
		asked.forEach((id) -> lines.append(line(id)));

		List<JsonNode> answers = stream(lines.toString());

		assertThat(answers).extracting((answer) -> answer.get("image_id").stringValue())
			.containsExactlyElementsOf(asked);
		assertThat(answers).allSatisfy((answer) -> {
			String id = answer.get("image_id").stringValue().toLowerCase(Locale.ROOT);
			assertThat(text(answer, "path")).isEqualTo(known.get(id));
			assertThat(answer.propertyNames()).containsExactly("image_id", "path");
		});
	}

	@Test
	void invalidLineDoesNotAffectOtherLines() throws IOException {
		List<String> ids = register("a.png", "b.png");
		String overlong = "{\"image_id\":\"" + "x".repeat(1 << 20) + "\"}\n";

		List<JsonNode> answers = stream(line(ids.get(1)) + "{\"image_id\":\n" + line(this.unknown)
				+ "{\"image_id\":5}\n" + line("no id") + "{}\n" + overlong + line(ids.get(1)) + "[\"" + ids.get(0)
				+ "\"]\n" + line(ids.get(0)).strip());

		String first = this.folder.resolve("a.png").toString();
		String second = this.folder.resolve("b.png").toString();
		assertThat(answers).extracting((answer) -> text(answer, "image_id"))
			.containsExactly(ids.get(1), null, this.unknown, null, "no id", null, null, ids.get(1), null, ids.get(0));
		assertThat(answers).extracting((answer) -> text(answer, "path"))
			.containsExactly(second, null, null, null, null, null, null, second, null, first);
		assertThat(answers).allSatisfy((answer) -> {
			assertThat(answer.has("path")).isTrue();
			assertThat(text(answer, "detail") != null).isEqualTo(answer.get("image_id").isNull());
		});
	}

	@Test
	void deletedImageIsMissing() throws IOException {
		List<String> ids = register("a.png", "b.png");
		assertThat(this.http.send(HttpMethod.DELETE, "/api/images/{id}", ids.get(0)).status()).isEqualTo(204);

		Http.Answer answer = this.http.post(PATHS, Map.of("image_ids", ids));

		assertThat(paths(answer)).containsOnlyKeys(ids.get(1));
		assertThat(missing(answer)).containsExactly(ids.get(0));
		assertThat(stream(line(ids.get(0)))).extracting((line) -> text(line, "path")).containsOnlyNulls();
	}

	@Test
	void emptyBatchFindsNothing() {
		Http.Answer answer = this.http.post(PATHS, Map.of("image_ids", List.of()));

		assertThat(answer.text()).isEqualTo("{\"paths\":{},\"missing\":[]}");
		assertThat(stream("")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "{}", "[]", "{\"image_ids\":null}", "{\"image_ids\":{}}", "{\"image_ids\":\"x\"}", "", "{" })
	void bodyOfWrongShapeIsRefused(String body) {
		assertThat(this.http
			.send(HttpMethod.POST, PATHS, MediaType.APPLICATION_JSON, body.getBytes(StandardCharsets.UTF_8))
			.status()).isEqualTo(400);
	}

	/** Registers pictures and returns their ids in the order of the names. */
	private List<String> register(String... names) {
		for (String name : names) {
			Pictures.png(this.folder, name, 3, 2);
		}
		return registerFolder().stream().map((image) -> image.path("image_id").asString()).toList();
	}

	/** Registers a number of pictures and returns their paths by id. */
	private Map<String, String> registerCopies(int count) throws IOException {
		Path original = Pictures.png(this.folder, "c0000.png", 3, 2);
		for (int i = 1; i < count; i++) {
			Files.copy(original, this.folder.resolve("c%04d.png".formatted(i)));
		}
		Map<String, String> paths = new LinkedHashMap<>();
		for (JsonNode image : registerFolder()) {
			paths.put(image.path("image_id").asString(),
					this.folder.resolve(image.path("filename").asString()).toString());
		}
		assertThat(paths).hasSize(count);
		return paths;
	}

	private List<JsonNode> registerFolder() {
		return List.copyOf(this.http
			.post("/api/images/register-folder", Map.of("folder_path", this.folder.toString(), "recursive", false))
			.json()
			.path("images")
			.values());
	}

	@Test
	void summaryIsReturnedWhenClientPrefersIt() {
		String lines = line("unknown") + "{\n" + line(UUID.randomUUID().toString());
		Http.Answer answer = this.http.with("Prefer", "return=minimal")
			.send(HttpMethod.POST, PATHS, MediaType.APPLICATION_NDJSON, lines.getBytes(StandardCharsets.UTF_8));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Preference-Applied")).isEqualTo("return=minimal");
		assertThat(answer.json().path("found").longValue()).isZero();
		assertThat(answer.json().path("missing").longValue()).isEqualTo(2);
		assertThat(answer.json().path("invalid").longValue()).isEqualTo(1);
		assertThat(answer.json().path("results").values()).extracting((result) -> result.path("line").longValue())
			.containsExactly(1L, 2L, 3L);
	}

	private List<JsonNode> stream(String lines) {
		Http.Answer answer = this.http.send(HttpMethod.POST, PATHS, MediaType.APPLICATION_NDJSON,
				lines.getBytes(StandardCharsets.UTF_8));
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
		return answer.lines();
	}

	private static String line(String id) {
		return Json.MAPPER.writeValueAsString(Map.of("image_id", id)) + "\n";
	}

	private static Map<String, String> paths(Http.Answer answer) {
		Map<String, String> paths = new HashMap<>();
		answer.json().path("paths").forEachEntry((id, path) -> paths.put(id, path.stringValue()));
		return paths;
	}

	private static List<String> missing(Http.Answer answer) {
		return answer.json().path("missing").values().stream().map(JsonNode::asString).toList();
	}

	private static @Nullable String text(JsonNode line, String name) {
		JsonNode value = line.get(name);
		return (value == null || value.isNull()) ? null : value.stringValue();
	}

}
