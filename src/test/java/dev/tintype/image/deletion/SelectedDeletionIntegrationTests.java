package dev.tintype.image.deletion;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.image.content.TestImages;
import dev.tintype.imaging.work.Pictures;
import dev.tintype.operation.job.JobStop;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.SoloRun;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

@IntegrationTest
class SelectedDeletionIntegrationTests {

	private static final String ADDRESS = "/api/images/delete";

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final Http http;

	private final TestImages images;

	private final Statements statements;

	private final String name = "delete-" + UUID.randomUUID();

	private final String filter = "filename STARTS WITH " + this.name;

	@TempDir
	private Path folder = Path.of("");

	private byte[] bytes = new byte[0];

	SelectedDeletionIntegrationTests(@Autowired WebTestClient client, @Autowired Environment environment,
			@Autowired Statements statements) {
		this.http = new Http(client);
		this.images = new TestImages(this.http, environment);
		this.statements = statements;
	}

	@BeforeEach
	void makePicture() throws IOException {
		this.bytes = Files.readAllBytes(Pictures.png(this.folder, "a.png", 30, 20));
	}

	@Test
	void imagesAreDeletedWithTheirFilesUnlessAnAssetNeedsThem() {
		String first = upload("1");
		String held = upload("2");
		hold(held);
		String awaited = this.images.await(this.name + "3");

		JsonNode answer = this.http
			.post(ADDRESS, Map.of("image_ids", List.of(awaited, first, held, first, UUID.randomUUID(), "no id")))
			.json();

		assertThat(answer).hasToString("{\"deleted\":2,\"kept\":1,\"missing\":2}");
		assertThat(this.images.stored(first, ".png")).doesNotExist();
		assertThat(this.images.stored(held, ".png")).exists();
		assertThat(status(first)).isEqualTo(404);
		assertThat(status(awaited)).isEqualTo(404);
		assertThat(status(held)).isEqualTo(200);
		release(held);
	}

	@Test
	void filterDeletesNoMoreThanExpected() {
		String first = upload("1");
		String held = upload("2");
		hold(held);

		JsonNode dry = this.http.post(ADDRESS, Map.of("filter", this.filter, "dry_run", true)).json();
		Http.Answer refused = this.http.post(ADDRESS, Map.of("filter", this.filter, "expected", 1));

		assertThat(dry).hasToString("{\"deleted\":1,\"kept\":1,\"missing\":0}");
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().path("count").asInt()).isEqualTo(2);
		assertThat(this.images.stored(first, ".png")).exists();
		assertThat(status(first)).isEqualTo(200);

		assertThat(this.http.post(ADDRESS, Map.of("filter", this.filter, "expected", 2)).json()).isEqualTo(dry);

		assertThat(this.images.stored(first, ".png")).doesNotExist();
		assertThat(status(first)).isEqualTo(404);
		release(held);
	}

	@Test
	void expectedNumberOfIdsIsThatOfKnownImages() {
		String id = this.images.await(this.name);
		Map<String, ?> body = Map.of("image_ids", List.of(id, "no id"), "expected", 2);

		assertThat(this.http.post(ADDRESS, body).status()).isEqualTo(409);
		assertThat(status(id)).isEqualTo(200);
	}

	@Test
	void deletionOfRegisteredImageKeepsItsOriginal() throws IOException {
		Path original = Pictures.png(this.images.folder(), this.name + ".png", 30, 20);
		String id = this.images.register(original);

		assertThat(this.http.post(ADDRESS, Map.of("filter", this.filter)).json().path("deleted").asInt()).isOne();

		assertThat(status(id)).isEqualTo(404);
		assertThat(original).exists();
	}

	@Test
	void eitherIdsOrFilterAreRequired() {
		String id = this.images.await(this.name);

		assertThat(this.http.post(ADDRESS, Map.of()).pointer()).isEqualTo("/image_ids");
		assertThat(this.http.post(ADDRESS, Map.of("image_ids", List.of(id), "filter", this.filter)).pointer())
			.isEqualTo("/image_ids");
		assertThat(this.http.post(ADDRESS, Map.of("image_ids", List.of(1))).pointer()).isEqualTo("/image_ids/0");
		assertThat(this.http.post(ADDRESS, Map.of("filter", "nothing = 1")).pointer()).isEqualTo("/filter");
		assertThat(this.http.post(ADDRESS, Map.of("filter", this.filter, "expected", -1)).pointer())
			.isEqualTo("/expected");
		assertThat(status(id)).isEqualTo(200);
	}

	@Test
	void repeatedRequestWithKeyGetsFirstAnswer() {
		String first = upload("1");
		Http keyed = this.http.with("Idempotency-Key", this.name);
		JsonNode answer = keyed.post(ADDRESS, Map.of("filter", this.filter)).json();
		assertThat(this.images.stored(first, ".png")).doesNotExist();
		String second = upload("2");

		Http.Answer repeated = keyed.post(ADDRESS, Map.of("filter", this.filter));

		assertThat(answer.path("deleted").asInt()).isOne();
		assertThat(repeated.json()).isEqualTo(answer);
		assertThat(repeated.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(this.images.stored(second, ".png")).exists();
	}

	@Test
	void fileIsDeletedExactlyWhenItsRowIs(@Autowired ImageDeletion deletion, @Autowired Transactions transactions) {
		String id = upload("1");
		List<UUID> ids = List.of(UUID.fromString(id));
		Mono<DeletedImages> failure = Mono.error(new IllegalStateException("lost"));
		Removal rolledBack = new Removal();
		Mono<DeletedImages> unfinished = transactions.run(deletion.rows(ids, null, rolledBack).then(failure));

		assertThatIllegalStateException().isThrownBy(() -> deletion.afterwards(unfinished, rolledBack).block(PATIENCE));
		assertThat(deletion.afterwards(Mono.just("replayed"), rolledBack).block(PATIENCE)).isEqualTo("replayed");
		assertThat(this.images.stored(id, ".png")).exists();

		Removal committed = new Removal();
		Mono<DeletedImages> stopped = transactions.run(deletion.rows(ids, null, committed)).then(failure);
		assertThatIllegalStateException().isThrownBy(() -> deletion.afterwards(stopped, committed).block(PATIENCE));
		assertThat(this.images.stored(id, ".png")).doesNotExist();
	}

	@Test
	void fileIsDeletedAfterClientHasGone(@Autowired ImageDeletion deletion, @Autowired Transactions transactions) {
		String id = upload("1");
		Removal removal = new Removal();
		Sinks.Empty<Void> turn = Sinks.empty();
		Disposable client = deletion
			.afterwards(
					turn.asMono().then(transactions.run(deletion.rows(List.of(UUID.fromString(id)), null, removal))),
					removal)
			.subscribe();

		client.dispose();
		turn.tryEmitEmpty();

		Callers.await(() -> !Files.exists(this.images.stored(id, ".png")));
		assertThat(status(id)).isEqualTo(404);
	}

	@Test
	void jobContinuesAfterLastChunkAndExceedsNoExpectation(@Autowired DeletionJob kind) {
		List<Map<String, String>> files = IntStream.range(0, 1_100)
			.mapToObj((number) -> Map.of("filename", this.name + "-" + number))
			.toList();
		this.http.post("/api/images/register-files", Map.of("files", files));
		DeletionRequest request = DeletionRequest
			.read(Json.MAPPER.writeValueAsBytes(Map.of("filter", this.filter, "expected", 1_050)));
		SoloRun run = new SoloRun(request.json()).lostAfter(1);
		assertThatExceptionOfType(JobStop.class).isThrownBy(() -> kind.run(run).block(PATIENCE));
		assertThat(run.done()).isEqualTo(ImageDeletion.CHUNK);

		assertThat(kind.run(run.lostAfter(9)).block(PATIENCE)).isEqualTo(new DeletedImages(1_050, 0, 0));

		assertThat(
				this.http.post(ADDRESS, Map.of("filter", this.filter, "dry_run", true)).json().path("deleted").asInt())
			.isEqualTo(50);
	}

	@Test
	void preferredJobDeletesImagesAndFiles() {
		String id = upload("1");

		Http.Answer accepted = this.http.with("Prefer", "respond-async").post(ADDRESS, Map.of("filter", this.filter));

		assertThat(accepted.status()).isEqualTo(202);
		String location = accepted.header("Location");
		Callers.await(() -> this.http.get(location).json().path("state").asString().equals("done"));
		assertThat(this.http.get(location).json().path("result"))
			.isEqualTo(Json.MAPPER.readTree("{\"deleted\":1,\"kept\":0,\"missing\":0}"));
		assertThat(this.images.stored(id, ".png")).doesNotExist();
	}

	private String upload(String suffix) {
		String id = this.images.await(this.name + suffix);
		assertThat(this.images.put(id, this.bytes).status()).isEqualTo(200);
		return id;
	}

	private int status(String id) {
		return this.http.get("/api/images/{id}", id).status();
	}

	private void hold(String id) {
		this.statements.sql("INSERT INTO media_assets (original_filename, image_id) VALUES ('a.png', :id)")
			.bind("id", UUID.fromString(id))
			.then()
			.block();
	}

	private void release(String id) {
		this.statements.sql("DELETE FROM media_assets WHERE image_id = :id")
			.bind("id", UUID.fromString(id))
			.then()
			.block();
		assertThat(this.http.post(ADDRESS, Map.of("image_ids", List.of(id))).json().path("deleted").asInt()).isOne();
	}

}
