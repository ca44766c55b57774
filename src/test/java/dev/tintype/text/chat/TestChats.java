package dev.tintype.text.chat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.data.sql.Statements;
import dev.tintype.search.fulltext.TextIndexes;
import dev.tintype.support.Ids;
import dev.tintype.testing.Http;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Saves and reads messages for the tests of chats.
 */
final class TestChats {

	static final String THREADS = "/api/chat/threads";

	static final String MESSAGES = "/api/chat/threads/{t}/messages";

	private final WebTestClient client;

	private final Http http;

	TestChats(WebTestClient client) {
		this.client = client.mutate().codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(-1)).build();
		this.http = new Http(client);
	}

	Http http() {
		return this.http;
	}

	/** Sends a message as JSON and returns the response. */
	Http.Answer post(String thread, String json) {
		return Http.Answer.of(this.client.post()
			.uri(MESSAGES, thread)
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(json)
			.exchange()
			.expectBody()
			.returnResult());
	}

	/** Saves a message and returns it. */
	JsonNode save(String thread, @Nullable Long user, String question, String answer) {
		Http.Answer saved = post(thread, json(user, question, answer));
		assertThat(saved.status()).as(saved.text()).isEqualTo(201);
		return saved.json();
	}

	JsonNode save(String thread, String question) {
		return save(thread, null, question, "answer to " + question);
	}

	static String json(@Nullable Long user, String question, String answer) {
		Map<String, @Nullable Object> message = new HashMap<>(Map.of("question", question, "answer", answer));
		message.put("user_id", user);
		return Json.MAPPER.writeValueAsString(message);
	}

	JsonNode messages(String thread, String query) {
		return this.http.get(MESSAGES + "?" + query, thread).json();
	}

	/** Returns the thread as it is listed. */
	@Nullable JsonNode thread(String thread) {
		return this.http.with("Accept", "application/x-ndjson")
			.get(THREADS)
			.lines()
			.stream()
			.filter((line) -> line.path("thread_id").asString().equals(thread))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Inserts messages of one thread directly into the database, the oldest first.
	 */
	static void insert(Statements statements, TextIndexes indexes, String thread, long user, List<String> answers) {
		OffsetDateTime begin = OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(1).truncatedTo(ChronoUnit.MILLIS);
		List<UUID> ids = answers.stream().map((answer) -> Ids.next()).toList();
		statements.sql("""
				INSERT INTO chat_threads (thread_id, user_id, message_count, created_at, updated_at)
				VALUES (:thread, :user, :count, :now, :now)
				""")
			.bind("thread", thread)
			.bind("user", user)
			.bind("count", answers.size())
			.bind("now", begin.toInstant())
			.then()
			.block();
		statements.sql("""
				INSERT INTO message (id, thread_id, user_id, question, answer, created_at)
				SELECT t.id, :thread, :user, 'q', t.answer, t.at
				FROM unnest(CAST(:ids AS UUID ARRAY), CAST(:answers AS VARCHAR ARRAY),
				  CAST(:moments AS TIMESTAMP WITH TIME ZONE ARRAY)) AS t(id, answer, at)
				""")
			.bind("thread", thread)
			.bind("user", user)
			.bind("ids", ids.toArray(UUID[]::new))
			.bind("answers", answers.toArray(String[]::new))
			.bind("moments",
					IntStream.range(0, ids.size())
						.mapToObj((i) -> begin.plus(i, ChronoUnit.MILLIS))
						.toArray(OffsetDateTime[]::new))
			.then()
			.block();
		indexes.changed(MessageTexts.KIND, ids).block();
	}

	static List<String> values(JsonNode items, String name) {
		List<String> values = new ArrayList<>();
		items.values().forEach((item) -> values.add(item.path(name).asString()));
		return values;
	}

}
