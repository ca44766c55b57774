package dev.tintype.durability;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import dev.tintype.TintypeApplication;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two instances on one database and one data folder. What an instance keeps in its
 * process must not show to the clients of the other one.
 */
@EnabledIfSystemProperty(named = "tintype.test.database", matches = "postgresql")
class TwoInstancesIntegrationTests {

	@TempDir
	private static Path data;

	@TempDir
	private static Path photos;

	private static List<ConfigurableApplicationContext> services = List.of();

	private static List<Http> instances = List.of();

	@BeforeAll
	static void startBothOnEmptyDatabase() {
		String url = TestDatabase.create(data);
		services = both((number) -> new SpringApplicationBuilder(TintypeApplication.class).run("--server.port=0",
				"--tintype.db.url=" + url, "--tintype.data-dir=" + data, "--tintype.images.roots=" + photos,
				"--tintype.instance-id=number-" + number, "--tintype.db.min-connections=2"));
		instances = services.stream().map(TwoInstancesIntegrationTests::client).toList();
	}

	@AfterAll
	static void stop() {
		services.forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void oneOfTwoInstancesThatStartTogetherMigrates() {
		for (int number = 0; number < 2; number++) {
			assertThat(instance(number).get("/actuator/health/readiness").status()).isEqualTo(200);
			assertThat(instance(number).get("/api/database/health").json().path("instance").asString())
				.isEqualTo("number-" + number);
		}
		assertThat(instance(0).get("/api/database/compatibility").json().path("compatible").asBoolean()).isTrue();
		assertThat(number("SELECT count(*) - count(DISTINCT version) FROM flyway_schema_history")).isZero();
	}

	@Test
	void folderRegisteredThroughBothHasOneRowPerFile() throws IOException {
		Path folder = Files.createDirectory(photos.resolve("many"));
		byte[] picture = picture("png");
		for (int file = 0; file < 60; file++) {
			Files.write(folder.resolve(file + ".png"), picture);
		}
		List<Http.Answer> answers = both((number) -> instance(number).post("/api/images/register-folder",
				Map.of("folder_path", folder.toString())));
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.status()).isEqualTo(200));
		assertThat(answers.stream().mapToInt((answer) -> answer.json().path("registered").asInt()).sum()).isEqualTo(60);
		assertThat(number("SELECT count(*) FROM images WHERE file_path LIKE '%/many/%'")).isEqualTo(60);
	}

	@Test
	void usesOfPromptThroughBothAreCounted() {
		each(40, (number) -> instance(number % 2).post("/api/prompts", Map.of("prompt_text", "both")));
		assertThat(number("SELECT total_uses FROM prompts WHERE prompt_text = 'both'")).isEqualTo(40);
	}

	@Test
	void captionOfPersonStaysCurrentWhileModelSavesThroughOther() {
		List<String> ids = register(40);
		each(8, (number) -> {
			String source = (number % 2 == 0) ? "model" : "human";
			List<Map<String, String>> captions = ids.stream()
				.map((id) -> Map.of("image_id", id, "caption", source + number, "source", source))
				.toList();
			return instance(number % 2).post("/api/captions", Map.of("captions", captions));
		});
		for (int number = 0; number < 2; number++) {
			JsonNode image = instance(number).get("/api/images/" + ids.get(number)).json();
			assertThat(image.path("caption").asString()).startsWith("human");
		}
		String listed = "('" + String.join("','", ids) + "')";
		assertThat(number("SELECT count(*) FROM captions WHERE image_id IN " + listed)).isEqualTo(8 * 40);
		assertThat(
				number("SELECT count(*) FROM images i JOIN captions c USING (caption_id) WHERE c.source = 'human' AND"
						+ " i.image_id IN " + listed))
			.isEqualTo(40);
	}

	@Test
	void idempotencyKeyHasOneEffectThroughBoth() {
		for (int round = 0; round < 10; round++) {
			String key = "both-" + round;
			List<Http.Answer> answers = both((number) -> instance(number).with("Idempotency-Key", key)
				.post("/api/prompts", Map.of("prompt_text", key)));
			assertThat(answers).extracting(Http.Answer::status).isSubsetOf(200, 201, 409).containsAnyOf(200, 201);
			assertThat(number("SELECT total_uses FROM prompts WHERE prompt_text = '" + key + "'")).isOne();
		}
	}

	@Test
	void uploadsThroughOneAreServedReplacedAndDeletedThroughOther() throws IOException {
		String id = register(1).get(0);
		for (int round = 0; round < 2; round++) {
			byte[] picture = picture((round == 0) ? "png" : "jpg");
			assertThat(instance(round)
				.send(HttpMethod.PUT, "/api/images/" + id + "/content", MediaType.APPLICATION_OCTET_STREAM, picture)
				.status()).isEqualTo(200);
			for (Http instance : instances) {
				assertThat(instance.get("/api/images/" + id + "/content").bytes()).isEqualTo(picture);
				assertThat(path(instance, id)).isEqualTo(path(instance(round), id));
			}
			List<Http.Answer> thumbnails = both((number) -> instance(number).get("/api/images/" + id + "/thumbnail"));
			assertThat(thumbnails).extracting(Http.Answer::status).containsOnly(200);
			assertThat(number("SELECT count(*) FROM thumbnails WHERE image_id = '" + id + "'")).isOne();
		}
		assertThat(instance(0).send(HttpMethod.DELETE, "/api/images/" + id).status()).isEqualTo(204);
		assertThat(instance(1).get("/api/images/" + id + "/content").status()).isEqualTo(404);
		Callers.await(() -> path(instance(1), id).isEmpty());
		try (Stream<Path> files = Files.walk(data.resolve("uploads"))) {
			assertThat(files.filter((file) -> file.toString().contains(id))).isEmpty();
		}
	}

	private static List<String> register(int images) {
		List<Map<String, String>> files = IntStream.range(0, images)
			.mapToObj((number) -> Map.of("filename", number + ".png"))
			.toList();
		List<String> ids = new ArrayList<>();
		instance(0).post("/api/images/register-files", Map.of("files", files))
			.json()
			.path("image_ids")
			.forEach((id) -> ids.add(id.asString()));
		return ids;
	}

	private static String path(Http instance, String id) {
		return instance.post("/api/images/paths", Map.of("image_ids", List.of(id)))
			.json()
			.path("paths")
			.path(id)
			.asString("");
	}

	private byte[] picture(String format) throws IOException {
		Path made = format.equals("png") ? Pictures.png(photos, "made.png", 3, 2)
				: Pictures.jpeg(photos, "made.jpg", 3, 2);
		return Files.readAllBytes(made);
	}

	private static Http instance(int number) {
		return instances.get(number);
	}

	private static <T> List<T> both(Function<Integer, T> work) {
		return Stream.of(0, 1)
			.map((number) -> CompletableFuture.supplyAsync(() -> work.apply(number),
					(task) -> Callers.SCHEDULER.schedule(task)))
			.toList()
			.stream()
			.map(CompletableFuture::join)
			.toList();
	}

	private static void each(int requests, Function<Integer, Http.Answer> request) {
		List<Integer> statuses = Flux.range(0, requests)
			.flatMap((number) -> Mono.fromCallable(() -> request.apply(number).status()).subscribeOn(Callers.SCHEDULER),
					8)
			.collectList()
			.block(Duration.ofMinutes(1));
		assertThat(statuses).isSubsetOf(200, 201);
	}

	private static long number(String sql) {
		Long found = services.get(0).getBean(DatabaseClient.class).sql(sql).mapValue(Long.class).one().block();
		return (found != null) ? found : -1;
	}

	private static Http client(ConfigurableApplicationContext service) {
		String port = service.getEnvironment().getRequiredProperty("local.server.port");
		return new Http(WebTestClient.bindToServer()
			.baseUrl("http://127.0.0.1:" + port)
			.responseTimeout(Duration.ofSeconds(30))
			.build());
	}

}
