package dev.tintype.text.chat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.testing.ExplainedStatements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.listing.Slice;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class MessageIntegrationTests {

	private static final String MESSAGE = "/api/chat/messages/";

	private static final String CONTEXT = "/api/chat/threads/{t}/context?";

	private final Http http;

	private final TestChats chats;

	private final Statements statements;

	private final String thread = "t " + UUID.randomUUID();

	private final ExplainedStatements explained;

	MessageIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements,
			@Autowired Transactions transactions, @Autowired Dialect dialect) {
		this.http = new Http(client);
		this.chats = new TestChats(client);
		this.statements = statements;
		this.explained = new ExplainedStatements(statements, transactions, dialect);
	}

	@Test
	void pageAfterCursorStartsThereInIndex() {
		Message last = new Message(UUID.randomUUID(), this.thread, null, "q", "a", Instant.now());

		assertThat(this.explained.scans(new MessageRepository(this.explained.statements()).rows(this.thread)
			.page(new Slice<>(MessagePage.ORDER, MessagePage.ORDER.place(last), 50, 0)))).singleElement()
			.asString()
			.matches("idx_message_thread: .*thread_id.* = .*created_at <= .*");
	}

	@Test
	void firstMessageCreatesThread() {
		Http.Answer answer = this.chats.post(this.thread, TestChats.json(7L, "q", "a"));

		JsonNode message = answer.json();
		assertThat(answer.status()).isEqualTo(201);
		assertThat(answer.header("Location")).isEqualTo(MESSAGE + message.path("id").asString());
		assertThat(message.propertyNames()).containsExactly("id", "thread_id", "user_id", "question", "answer",
				"created_at");
		assertThat(UUID.fromString(message.path("id").asString()).version()).isEqualTo(7);
		assertThat(message.path("thread_id").asString()).isEqualTo(this.thread);
		assertThat(this.http.get(answer.header("Location")).json()).isEqualTo(message);
		assertThat(this.chats.messages(this.thread, "").path("items").values()).containsExactly(message);
		JsonNode made = thread();
		assertThat(made.path("message_count").asInt()).isEqualTo(1);
		assertThat(made.path("user_id").asLong()).isEqualTo(7);
		assertThat(made.get("title").isNull()).isTrue();
		assertThat(made.get("updated_at")).isEqualTo(message.get("created_at"));
	}

	@Test
	void laterMessagesKeepUserOfThread() {
		this.chats.save(this.thread, 7L, "q", "a");
		JsonNode second = this.chats.save(this.thread, null, "q", "a");
		JsonNode third = this.chats.save(this.thread, 8L, "q", "a");

		assertThat(second.get("user_id").isNull()).isTrue();
		assertThat(third.path("user_id").asLong()).isEqualTo(8);
		assertThat(thread().path("user_id").asLong()).isEqualTo(7);
		assertThat(thread().path("message_count").asInt()).isEqualTo(3);
		assertThat(thread().get("updated_at")).isEqualTo(third.get("created_at"));
	}

	@Test
	void messagesArePagedByOffsetAndCursor() {
		List<String> saved = save(7);
		Collections.reverse(saved);

		assertThat(questions("")).isEqualTo(saved);
		assertThat(questions("limit=2&offset=0")).isEqualTo(saved.subList(0, 2));
		assertThat(questions("limit=3&offset=5")).isEqualTo(saved.subList(5, 7));
		assertThat(questions("offset=7")).isEmpty();
		List<String> walked = new ArrayList<>();
		Http.Answer page = this.http.get(TestChats.MESSAGES + "?limit=3", this.thread);
		assertThat(page.json().propertyNames()).containsExactly("items", "next");
		assertThat(page.header("Link")).contains("rel=\"next\"").contains(page.json().path("next").asString());
		walked.addAll(TestChats.values(page.json().path("items"), "question"));
		while (page.json().path("next").isString()) {
			page = this.http.get(TestChats.MESSAGES + "?limit=3&after={c}", this.thread,
					page.json().path("next").asString());
			walked.addAll(TestChats.values(page.json().path("items"), "question"));
		}
		assertThat(walked).isEqualTo(saved);
		assertThat(page.header("Link")).doesNotContain("next");
		assertThat(this.chats.messages(this.thread, "limit=7").get("next").isNull()).isTrue();
	}

	@Test
	void defaultLimitIsTen() {
		List<String> saved = save(12);
		Collections.reverse(saved);

		assertThat(questions("")).isEqualTo(saved.subList(0, 10));
		assertThat(this.http.get(CONTEXT, this.thread).json().size()).isEqualTo(20);
	}

	@Test
	void messageIsLaterThanPreviousOnesEvenIfClockIsBehind() {
		this.chats.save(this.thread, "0");
		Instant ahead = Instant.now().plus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MICROS);
		this.statements.sql("UPDATE message SET created_at = :ahead WHERE thread_id = :t")
			.bind("ahead", ahead)
			.bind("t", this.thread)
			.then()
			.block();
		this.statements.sql("UPDATE chat_threads SET updated_at = :ahead WHERE thread_id = :t")
			.bind("ahead", ahead)
			.bind("t", this.thread)
			.then()
			.block();

		this.chats.save(this.thread, "1");
		JsonNode last = this.chats.save(this.thread, "2");

		assertThat(questions("")).containsExactly("2", "1", "0");
		assertThat(Instant.parse(last.path("created_at").asString())).isEqualTo(ahead.plusNanos(2_000));
	}

	@Test
	void streamHasEveryMessage() {
		List<String> saved = save(12);
		Collections.reverse(saved);
		Http lines = this.http.with("Accept", "application/x-ndjson");

		assertThat(lines.get(TestChats.MESSAGES, this.thread).lines())
			.extracting((line) -> line.path("question").asString())
			.isEqualTo(saved);
		assertThat(lines.get(TestChats.MESSAGES + "?limit=11", this.thread).lines()).hasSize(11);
		assertThat(lines.get(TestChats.MESSAGES, this.thread + "x").bytes()).isEmpty();
	}

	@Test
	void contextListsNewestExchangesOldestFirst() {
		save(3);

		assertThat(this.http.get(CONTEXT + "limit=2", this.thread).text())
			.isEqualTo("[{\"role\":\"human\",\"content\":\"1\"},{\"role\":\"assistant\",\"content\":\"answer to 1\"},"
					+ "{\"role\":\"human\",\"content\":\"2\"},{\"role\":\"assistant\",\"content\":\"answer to 2\"}]");
		JsonNode openai = this.http.get(CONTEXT + "format=openai", this.thread).json();
		assertThat(TestChats.values(openai, "role")).containsExactly("user", "assistant", "user", "assistant", "user",
				"assistant");
		assertThat(this.http.get(CONTEXT + "format=langchain", this.thread).json())
			.isEqualTo(this.http.get(CONTEXT, this.thread).json());
	}

	@Test
	void unknownThreadHasNoMessages() {
		assertThat(this.http.get(TestChats.MESSAGES, this.thread).text()).isEqualTo("{\"items\":[],\"next\":null}");
		assertThat(this.http.get(CONTEXT, this.thread).text()).isEqualTo("[]");
		Http.Answer deleted = this.http.send(HttpMethod.DELETE, "/api/chat/threads/{t}", this.thread);
		assertThat(deleted.status()).isEqualTo(200);
		assertThat(deleted.text()).isEqualTo("{\"deleted\":0}");
	}

	@Test
	void deletionDecrementsMessageCount() {
		this.chats.save(this.thread, "0");
		String id = this.chats.save(this.thread, "1").path("id").asString();

		assertThat(this.http.send(HttpMethod.DELETE, MESSAGE + id).status()).isEqualTo(204);

		assertThat(this.http.get(MESSAGE + id).status()).isEqualTo(404);
		assertThat(this.http.send(HttpMethod.DELETE, MESSAGE + id).status()).isEqualTo(404);
		assertThat(questions("")).containsExactly("0");
		assertThat(thread().path("message_count").asInt()).isEqualTo(1);
	}

	@Test
	void unknownMessageIsNotFound() {
		for (String id : List.of(UUID.randomUUID().toString(), "1", "none")) {
			assertThat(this.http.get(MESSAGE + id).status()).isEqualTo(404);
			assertThat(this.http.send(HttpMethod.DELETE, MESSAGE + id).status()).isEqualTo(404);
		}
	}

	@Test
	void deletionOfThreadDeletesItsMessages() {
		String id = this.chats.save(this.thread, "0").path("id").asString();
		save(2);
		String other = this.chats.save(this.thread + "x", "0").path("id").asString();

		assertThat(this.http.send(HttpMethod.DELETE, "/api/chat/threads/{t}", this.thread).text())
			.isEqualTo("{\"deleted\":3}");

		assertThat(this.chats.thread(this.thread)).isNull();
		assertThat(questions("")).isEmpty();
		assertThat(this.http.get(MESSAGE + id).status()).isEqualTo(404);
		assertThat(this.http.get(MESSAGE + other).status()).isEqualTo(200);
		this.chats.save(this.thread, "again");
		assertThat(thread().path("message_count").asInt()).isEqualTo(1);
	}

	@Test
	void parametersOutOfRangeAreRefused() {
		save(2);
		String next = this.chats.messages(this.thread, "limit=1").path("next").asString();

		for (String query : List.of("limit=0", "limit=501", "limit=a", "offset=-1", "offset=a", "after=AAAA",
				"after=" + next.substring(1), "offset=0&after=" + next)) {
			Http.Answer answer = this.http.get(TestChats.MESSAGES + "?" + query, this.thread);
			assertThat(answer.status()).as(query).isEqualTo(400);
		}
		for (String query : List.of("limit=0", "limit=501", "format=claude")) {
			assertThat(this.http.get(CONTEXT + query, this.thread).status()).as(query).isEqualTo(400);
		}
		assertThat(this.http.with("Accept", "text/html").get(CONTEXT, this.thread).status()).isEqualTo(406);
		assertThat(this.http.send(HttpMethod.PATCH, TestChats.MESSAGES, this.thread).header("Allow")).contains("GET",
				"POST");
	}

	private List<String> save(int count) {
		List<String> questions = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			questions.add(Integer.toString(i));
			this.chats.save(this.thread, Integer.toString(i));
		}
		return questions;
	}

	private List<String> questions(String query) {
		return TestChats.values(this.chats.messages(this.thread, query).path("items"), "question");
	}

	private JsonNode thread() {
		return Objects.requireNonNull(this.chats.thread(this.thread));
	}

}
