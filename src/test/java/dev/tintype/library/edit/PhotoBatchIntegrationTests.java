package dev.tintype.library.edit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import dev.tintype.data.sql.Transactions;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.TestAssets;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.VersionBuilder;
import dev.tintype.support.Ids;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
@ExtendWith(OutputCaptureExtension.class)
class PhotoBatchIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final String BATCH = "/api/photos/batch";

	private final Http http;

	private final Assets assets;

	private final Transactions transactions;

	/** A keyword of all photos of a test, so that it selects no photo of another test. */
	private final String mark = UUID.randomUUID().toString();

	PhotoBatchIntegrationTests(@Autowired WebTestClient client, @Autowired Assets assets,
			@Autowired Transactions transactions) {
		this.http = new Http(client);
		this.assets = assets;
		this.transactions = transactions;
	}

	@Test
	void eachItemHasResult(CapturedOutput output) {
		Version photo = photo((version) -> version);
		Version rated = photo((version) -> version.rating(3));
		Asset both = insert(TestAssets.of("b", List.of(), Tier.BRONZE, Tier.SILVER));
		Asset trashed = insert(TestAssets.of("t", List.of(), Tier.BRONZE));
		run(this.assets.update(List.of(trashed.deletedAt(Instant.now()))));
		UUID unknown = Ids.next();

		JsonNode answer = batch("""
				{"operation": "set_rating", "params": {"rating": 3},
				 "photo_ids": ["%s", "%s", "%s", "%s", "%s", "x", 7, "%1$s"]}""".formatted(photo.id(), rated.id(),
				both.versions().get(0).id(), trashed.best().id(), unknown));

		assertThat(statuses(answer)).containsExactly("changed", "unchanged", "refused", "refused", "missing", "missing",
				"invalid", "unchanged");
		assertThat(answer.path("changed").intValue()).isEqualTo(1);
		assertThat(answer.path("refused").intValue()).isEqualTo(2);
		assertThat(answer.at("/results/3/detail").stringValue()).isEqualTo("The asset is in the trash.");
		assertThat(answer.at("/results/5/photo_id").stringValue()).isEqualTo("x");
		assertThat(find(photo).rating()).isEqualTo(3);

		JsonNode undone = this.http
			.post("/api/library/operations/" + answer.path("operation_id").stringValue() + "/undo", Map.of())
			.json();

		assertThat(undone.toString()).isEqualTo("{\"restored\":1,\"skipped\":0}");
		assertThat(find(photo).rating()).isZero();
		assertThat(output).containsPattern("\"event\":\"operation_undone\".*\"target\":\""
				+ answer.path("operation_id").stringValue() + "\",\"count\":1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "add_tags | {\"tags\": [\"x\"]} | /keywords/1 | \"x\"",
					"set_rating | {\"rating\": 4} | /rating | 4",
					"set_reviewed | {\"is_reviewed\": true} | /is_reviewed | true",
					"set_location | {\"location\": \"L\"} | /location | \"L\"",
					"set_event | {\"event_name\": \"E\"} | /event_name | \"E\"",
					"set_coordinates | {\"latitude\": 1, \"longitude\": 2} | /longitude | 2.0",
					"shift_taken_at | {\"seconds\": -3600} | /taken_at | \"2024-07-04T09:11:12\"" })
	void operationChangesSelectedPhotos(String operation, String params, String pointer, String expected) {
		Version photo = photo((version) -> version.taken(LocalDateTime.parse("2024-07-04T10:11:12"), "exif"));

		JsonNode tried = batch(
				"{\"operation\": \"%s\", \"params\": %s, \"filters\": {\"keywords\": [\"%s\"]}, \"dry_run\": true}"
					.formatted(operation, params, this.mark));
		assertThat(statuses(tried)).containsExactly("changed");
		assertThat(tried.path("operation_id").isNull()).isTrue();
		assertThat(find(photo).revision()).isEqualTo(1);

		batch("{\"operation\": \"%s\", \"params\": %s, \"filter\": \"keywords CONTAINS '%s'\", \"expected\": 1}"
			.formatted(operation, params, this.mark));

		assertThat(this.http.get("/api/photos/" + photo.id()).json().at(pointer).toString()).isEqualTo(expected);
	}

	@Test
	void shiftWithoutDateChangesNothing() {
		Version undated = photo((version) -> version);
		Version last = photo((version) -> version.taken(LocalDateTime.parse("2099-12-31T23:59:59"), "exif"));

		JsonNode answer = batch("""
				{"operation": "shift_taken_at", "params": {"seconds": 1}, "photo_ids": ["%s", "%s"]}"""
			.formatted(undated.id(), last.id()));

		assertThat(statuses(answer)).containsExactly("unchanged", "invalid");
	}

	@Test
	void actionsReportRefusals() {
		Version photo = photo((version) -> version);
		String ids = "\"photo_ids\": [\"" + photo.id() + "\"]";

		assertThat(statuses(batch("{\"operation\": \"promote\", \"dry_run\": true, " + ids + "}")))
			.containsExactly("refused");
		assertThat(statuses(batch("{\"operation\": \"promote\", " + ids + "}"))).containsExactly("refused");
		assertThat(statuses(batch("{\"operation\": \"reject\", \"dry_run\": true, " + ids + "}")))
			.containsExactly("changed");
		assertThat(statuses(batch("{\"operation\": \"reject\", " + ids + "}"))).containsExactly("changed");
		assertThat(statuses(batch("{\"operation\": \"reject\", " + ids + "}"))).containsExactly("refused");
		assertThat(statuses(batch("{\"operation\": \"reinstate\", " + ids + "}"))).containsExactly("changed");
		assertThat(statuses(batch("{\"operation\": \"trash\", " + ids + "}"))).containsExactly("changed");
		assertThat(statuses(batch("{\"operation\": \"trash\", " + ids + "}"))).containsExactly("unchanged");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"{\"operation\": \"x\", \"photo_ids\": []} | /operation", "{\"photo_ids\": []} | /operation",
			"{\"operation\": \"trash\"} | /photo_ids",
			"{\"operation\": \"trash\", \"photo_ids\": [], \"filters\": {}} | /photo_ids",
			"{\"operation\": \"trash\", \"filters\": {\"ratin\": {}}} | /filters/ratin",
			"{\"operation\": \"trash\", \"filters\": {\"rating\": {\"min\": 9}}} | /filters/rating/min",
			"{\"operation\": \"trash\", \"filters\": {\"has_gps\": 1}} | /filters/has_gps",
			"{\"operation\": \"trash\", \"filters\": {\"keywords\": \"a\"}} | /filters/keywords",
			"{\"operation\": \"trash\", \"filter\": \"widht = 1\"} | /filter",
			"{\"operation\": \"set_rating\", \"photo_ids\": []} | /params/rating",
			"{\"operation\": \"set_rating\", \"params\": {\"rating\": 9}, \"photo_ids\": []} | /params/rating",
			"{\"operation\": \"add_tags\", \"params\": {\"tags\": [\"\"]}, \"photo_ids\": []} | /params/tags/0",
			"{\"operation\": \"shift_taken_at\", \"params\": {\"seconds\": 1.5}, \"photo_ids\": []} | /params/seconds" })
	void invalidBatchIsRefused(String body, String pointer) {
		Http.Answer answer = send(body);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@Test
	void otherNumberThanExpectedIsRefused() {
		photo((version) -> version);

		assertThat(send("{\"operation\": \"trash\", \"expected\": 2, \"filters\": {\"keywords\": [\"%s\"]}}"
			.formatted(this.mark)).status()).isEqualTo(409);
	}

	@Test
	void moreThanTenThousandItemsAreRefused() {
		String ids = IntStream.range(0, 10_001).mapToObj((i) -> "1").toList().toString();

		assertThat(send("{\"operation\": \"trash\", \"photo_ids\": " + ids + "}").status()).isEqualTo(413);
	}

	@ParameterizedTest
	@CsvSource({ "set_rating", "trash", "reject" })
	void faultyItemPreventsAtomicBatch(String operation) {
		Version photo = photo((version) -> version);
		Asset both = insert(TestAssets.of("b", List.of(), Tier.BRONZE, Tier.SILVER));
		String body = "{\"operation\": \"" + operation + "\", \"params\": {\"rating\": 3}, \"photo_ids\": [\""
				+ photo.id() + "\"%s]}";

		Http.Answer refused = send(BATCH + "?atomic=true", body.formatted(", \"" + Ids.next() + "\""));
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().path("type").stringValue()).isEqualTo("/problems/batch-refused");
		assertThat(statuses(refused.json())).containsExactly("refused", "missing");
		assertThat(find(photo).revision()).isEqualTo(1);

		assertThat(statuses(send(BATCH + "?atomic=true", body.formatted(", \"" + both.best().id() + "\"")).json()))
			.containsExactly("changed", "changed");
	}

	@Test
	void repeatedKeyRunsBatchOnce() {
		Version photo = photo((version) -> version.taken(LocalDateTime.parse("2024-07-04T10:11:12"), "exif"));
		Http keyed = this.http.with("Idempotency-Key", this.mark);
		byte[] body = """
				{"operation": "shift_taken_at", "params": {"seconds": 1}, "photo_ids": ["%s"]}""".formatted(photo.id())
			.getBytes(StandardCharsets.UTF_8);

		String first = keyed.send(HttpMethod.POST, BATCH, MediaType.APPLICATION_JSON, body).text();
		String second = keyed.send(HttpMethod.POST, BATCH, MediaType.APPLICATION_JSON, body).text();

		assertThat(second).isEqualTo(first);
		assertThat(find(photo).takenAt()).isEqualTo("2024-07-04T10:11:13");
	}

	private JsonNode batch(String body) {
		Http.Answer answer = send(body);
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	private Http.Answer send(String body) {
		return send(BATCH, body);
	}

	private Http.Answer send(String path, String body) {
		return this.http.send(HttpMethod.POST, path, MediaType.APPLICATION_JSON, body.getBytes(StandardCharsets.UTF_8));
	}

	private static List<String> statuses(JsonNode answer) {
		return StreamSupport.stream(answer.path("results").spliterator(), false)
			.map((result) -> result.path("status").stringValue())
			.toList();
	}

	private Version photo(UnaryOperator<VersionBuilder> change) {
		Asset made = TestAssets.of("p.jpg", List.of(this.mark), Tier.BRONZE);
		return insert(new Asset(made.id(), "p.jpg", null, null, made.createdAt(),
				List.of(change.apply(made.best().toBuilder()).build())))
			.best();
	}

	private Asset insert(Asset asset) {
		run(this.assets.insert(List.of(asset)));
		return asset;
	}

	private Version find(Version photo) {
		return Objects.requireNonNull(this.assets.find(List.of(photo.assetId())).blockLast(LIMIT)).best();
	}

	private void run(Mono<Void> work) {
		this.transactions.run(work).block(LIMIT);
	}

}
