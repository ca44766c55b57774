package dev.tintype.operation.feed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.data.change.Change;
import dev.tintype.data.change.ChangeKind;
import dev.tintype.data.change.ChangeLog;
import dev.tintype.data.change.ChangeTopic;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The feed of changes as server-sent events. A first event without data has the position
 * from which a stream begins.
 */
@IntegrationTest
class ChangeStreamIntegrationTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final String EVENTS = "/api/events?topics=people,photos&after=";

	private final WebTestClient client;

	private final Http http;

	private final ChangeLog changes;

	private final UUID id = UUID.randomUUID();

	ChangeStreamIntegrationTests(@Autowired WebTestClient client, @Autowired ChangeLog changes) {
		this.client = client;
		this.http = new Http(client);
		this.changes = changes;
	}

	@Test
	void openStreamSendsNewChange() {
		List<ServerSentEvent<String>> events = events("/api/events?topics=photos", "").concatMap(
				(event) -> (event.event() == null) ? record(ChangeTopic.PHOTOS).thenReturn(event) : Mono.just(event))
			.takeUntil((event) -> event.event() != null)
			.collectList()
			.block(LIMIT);

		assertThat(events).hasSizeGreaterThanOrEqualTo(2);
		ServerSentEvent<String> last = Objects.requireNonNull(events).get(events.size() - 1);
		assertThat(last.event()).isEqualTo("photos");
		assertThat(last.id()).matches("[0-9a-z]+-[0-9a-z]+");
		JsonNode data = Json.MAPPER.readTree(last.data());
		assertThat(data.propertyNames()).containsExactly("kind", "count", "ids", "operation_id");
		assertThat(data.path("kind").asString()).isEqualTo("updated");
		assertThat(data.at("/ids/0").asString()).isEqualTo(this.id.toString());
	}

	@Test
	void changesOfATopicAreMergedAndOtherTopicsAreLeftOut() {
		TestFeed feed = new TestFeed(this.http);
		record(ChangeTopic.PHOTOS).block(LIMIT);
		record(ChangeTopic.IMAGES).block(LIMIT);
		record(ChangeTopic.PEOPLE).block(LIMIT);
		this.changes.record(Change.of(ChangeTopic.PHOTOS, ChangeKind.DELETED, this.id)).block();
		feed.await("photos", "deleted", this.id.toString());

		List<ServerSentEvent<String>> events = Objects
			.requireNonNull(events(EVENTS + feed.begin(), "").take(2).collectList().block(LIMIT));
		assertThat(events).extracting(ServerSentEvent::event).containsExactly("photos", "people");
		JsonNode photos = Json.MAPPER.readTree(events.get(0).data());
		assertThat(photos.path("kind").asString()).isEqualTo("mixed");
		assertThat(photos.path("count").asInt()).isEqualTo(2);
		assertThat(photos.path("ids").size()).isEqualTo(1);
		// Whoever gets only the first event gets it again.
		assertThat(events.get(0).id()).isNull();
		assertThat(events.get(1).id()).isNotNull();
	}

	@Test
	void lastEventIdTakesPrecedence() {
		TestFeed feed = new TestFeed(this.http);
		record(ChangeTopic.PHOTOS).block(LIMIT);
		feed.await("photos", "updated", this.id.toString());
		String seen = Objects.requireNonNull(events(EVENTS + feed.begin(), "").blockFirst(LIMIT)).id();
		record(ChangeTopic.PEOPLE).block(LIMIT);
		feed.await("people", "updated", this.id.toString());

		assertThat(events(EVENTS + feed.begin(), Objects.requireNonNull(seen)).filter((event) -> event.event() != null)
			.blockFirst(LIMIT)).isNotNull().satisfies((event) -> assertThat(event.event()).isEqualTo("people"));
	}

	@Test
	void moreThanAHundredIdsAreLeftOut() {
		TestFeed feed = new TestFeed(this.http);
		List<UUID> many = Stream.generate(UUID::randomUUID).limit(101).toList();
		this.changes.record(Change.of(ChangeTopic.PEOPLE, ChangeKind.UPDATED, many)).block();
		feed.await("people", "updated", many.get(100).toString());

		ServerSentEvent<String> event = Objects.requireNonNull(events(EVENTS + feed.begin(), "").blockFirst(LIMIT));
		JsonNode data = Json.MAPPER.readTree(event.data());
		assertThat(data.path("count").asInt()).isEqualTo(101);
		assertThat(data.path("ids").isNull()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0-0", "zzzzzzzzzzz-zzzzzzzzzzz" })
	void positionThatIsNotKeptIsReset(String position) {
		ServerSentEvent<String> event = Objects.requireNonNull(events(EVENTS + position, "").blockFirst(LIMIT));

		assertThat(event.event()).isEqualTo("reset");
		assertThat(event.data()).isEqualTo("{}");
		assertThat(this.http.get("/api/changes?after={after}", Objects.requireNonNull(event.id())).status())
			.isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource({ "topics=pictures, '', topics", "after=1, '', after", "topics=photos, 1, Last-Event-ID",
			"topic=photos, '', topic" })
	void badRequestIsRefused(String query, String last, String pointer) {
		Http.Answer answer = this.http.with("Accept", "text/event-stream")
			.with("Last-Event-ID", last)
			.get("/api/events?" + query);

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo(pointer);
	}

	@Test
	void otherTypesGetTheEventsOfTheLibrary() {
		for (String type : List.of("*/*", "application/json", "application/x-ndjson", "text/*, application/json")) {
			HttpHeaders headers = this.http.with("Accept", type).get("/api/events").result().getResponseHeaders();

			assertThat(MediaType.TEXT_EVENT_STREAM.isCompatibleWith(headers.getContentType())).as(type).isFalse();
		}
		assertThat(this.http.get("/api/events").json().path("items").isArray()).isTrue();
	}

	private Flux<ServerSentEvent<String>> events(String uri, String last) {
		return this.client.get()
			.uri(uri)
			.accept(MediaType.TEXT_EVENT_STREAM)
			.headers((headers) -> headers.setAll(last.isEmpty() ? Map.of() : Map.of("Last-Event-ID", last)))
			.exchange()
			.expectStatus()
			.isOk()
			.returnResult(new ParameterizedTypeReference<ServerSentEvent<String>>() {
			})
			.getResponseBody();
	}

	private Mono<Void> record(ChangeTopic topic) {
		return this.changes.record(Change.of(topic, ChangeKind.UPDATED, this.id));
	}

}
