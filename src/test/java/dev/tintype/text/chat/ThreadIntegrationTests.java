package dev.tintype.text.chat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.data.sql.Transactions;
import dev.tintype.testing.ExplainedStatements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Slice;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ThreadIntegrationTests {

	private static final String LIST = TestChats.THREADS + "?user_id=";

	private final Http http;

	private final TestChats chats;

	/** The user of all threads of a test, so that it lists only its own. */
	private final long user = UUID.randomUUID().getLeastSignificantBits();

	private final ExplainedStatements explained;

	ThreadIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements,
			@Autowired Transactions transactions, @Autowired Dialect dialect) {
		this.http = new Http(client);
		this.chats = new TestChats(client);
		this.explained = new ExplainedStatements(statements, transactions, dialect);
	}

	@Test
	void pageAfterCursorStartsThereInIndex() {
		assertThat(scans(null, ThreadRows.ORDERS.initial())).singleElement()
			.asString()
			.matches("idx_chat_threads_activity: .*updated_at <= .*");
		assertThat(scans(7L, ThreadRows.ORDERS.initial())).singleElement()
			.asString()
			.matches("idx_chat_threads_user: .*user_id = .*updated_at <= .*");
		assertThat(scans(null, Objects.requireNonNull(ThreadRows.ORDERS.stream()))).singleElement()
			.asString()
			.matches("\\w+: .*thread_id.* > .*");
	}

	private List<String> scans(@Nullable Long userId, Order<ChatThread> order) {
		ChatThread last = new ChatThread("t", userId, null, 1, Instant.now(), Instant.now());
		return this.explained.scans(
				new ThreadRows(this.explained.statements(), userId).page(new Slice<>(order, order.place(last), 50, 0)));
	}

	@Test
	void threadIsCreatedWithoutMessages() {
		Http.Answer answer = this.http.post(TestChats.THREADS, Map.of("user_id", this.user, "title", "Boats"));

		assertThat(answer.status()).isEqualTo(201);
		JsonNode thread = answer.json();
		assertThat(thread.propertyNames()).containsExactly("thread_id", "user_id", "title", "message_count",
				"created_at", "updated_at");
		assertThat(UUID.fromString(thread.path("thread_id").asString()).version()).isEqualTo(7);
		assertThat(thread.path("user_id").asLong()).isEqualTo(this.user);
		assertThat(thread.path("title").asString()).isEqualTo("Boats");
		assertThat(thread.path("message_count").asInt()).isZero();
		assertThat(thread.get("created_at")).isEqualTo(thread.get("updated_at"));
		assertThat(list("").path("items").values()).containsExactly(thread);
	}

	@Test
	void threadNeedsNoBody() {
		Http.Answer bare = this.http.send(HttpMethod.POST, TestChats.THREADS);

		assertThat(bare.status()).isEqualTo(201);
		assertThat(bare.json().get("user_id").isNull()).isTrue();
		assertThat(bare.json().get("title").isNull()).isTrue();
		assertThat(this.http.post(TestChats.THREADS, Map.of()).status()).isEqualTo(201);
	}

	@Test
	void threadIsCreatedOnceUnderOneKey() {
		Http keyed = this.http.with("Idempotency-Key", UUID.randomUUID().toString());

		Http.Answer first = keyed.post(TestChats.THREADS, Map.of("user_id", this.user));
		Http.Answer again = keyed.post(TestChats.THREADS, Map.of("user_id", this.user));

		assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
		assertThat(again.json()).isEqualTo(first.json());
		assertThat(list("").path("total").asInt()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"user_id\":\"7\"}", "{\"user_id\":7.5}", "{\"user_id\":7.0}", "{\"user_id\":true}",
			"{\"user_id\":9223372036854775808}", "{\"user_id\":-9223372036854775809}", "{\"user_id\":[7]}",
			"{\"title\":7}", "{\"title\":\"\"}", "{\"title\":\"a\\u0000\"}", "{\"title\":\"\\ud800\"}", "[]", "7",
			"null", "{" })
	void invalidThreadIsRefused(String json) {
		Http.Answer answer = this.http.send(HttpMethod.POST, TestChats.THREADS, MediaType.APPLICATION_JSON,
				json.getBytes(StandardCharsets.UTF_8));

		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
	}

	@Test
	void userIdMayBeAnyWholeNumber() {
		for (long number : new long[] { Long.MIN_VALUE, -1, 0, Long.MAX_VALUE }) {
			JsonNode thread = this.http.post(TestChats.THREADS, Map.of("user_id", number)).json();
			assertThat(thread.path("user_id").asLong()).isEqualTo(number);
			assertThat(this.http.get(LIST + number).json().at("/items/0")).isEqualTo(thread);
		}
	}

	@Test
	void newestActivityComesFirst() {
		String first = begin();
		String second = begin();
		String third = begin();

		JsonNode message = this.chats.save(first, "q");
		this.chats.save(first, "q");

		JsonNode page = list("");
		assertThat(TestChats.values(page.path("items"), "thread_id")).containsExactly(first, third, second);
		assertThat(TestChats.values(page.path("items"), "message_count")).containsExactly("2", "0", "0");
		assertThat(Instant.parse(page.at("/items/0/updated_at").asString()))
			.isAfter(Instant.parse(message.path("created_at").asString()));
		assertThat(page.propertyNames()).containsExactly("items", "total", "page", "pages", "per_page", "next");
		assertThat(page.path("total").asInt()).isEqualTo(3);
	}

	@Test
	void listIsPagedByCursor() {
		List<String> begun = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			begun.add(0, begin());
		}
		List<String> walked = new ArrayList<>();

		JsonNode page = list("&per_page=2");
		walked.addAll(TestChats.values(page.path("items"), "thread_id"));
		while (page.path("next").isString()) {
			page = this.http.get(LIST + this.user + "&per_page=2&after={c}", page.path("next").asString()).json();
			walked.addAll(TestChats.values(page.path("items"), "thread_id"));
		}

		assertThat(walked).isEqualTo(begun);
		assertThat(page.get("total").isNull()).isTrue();
		Http.Answer second = this.http.get(LIST + this.user + "&per_page=2&page=2");
		assertThat(TestChats.values(second.json().path("items"), "thread_id")).isEqualTo(begun.subList(2, 4));
		assertThat(second.header("Link")).contains("rel=\"next\"").contains("rel=\"prev\"");
	}

	@Test
	void pagesOfAllThreadsShowEachOnce() {
		List<String> begun = List.of(begin(), begin(), begin());
		List<String> walked = new ArrayList<>();

		JsonNode page = this.http.get(TestChats.THREADS + "?per_page=2").json();
		int total = page.path("total").asInt();
		walked.addAll(TestChats.values(page.path("items"), "thread_id"));
		while (page.path("next").isString()) {
			page = this.http.get(TestChats.THREADS + "?per_page=2&after={c}", page.path("next").asString()).json();
			walked.addAll(TestChats.values(page.path("items"), "thread_id"));
		}

		assertThat(walked).doesNotHaveDuplicates().containsAll(begun).hasSize(total);
	}

	@Test
	void streamIsOrderedByName() {
		List<String> begun = List.of(begin(), begin(), begin());
		this.chats.save(begun.get(0), "q");
		Http lines = this.http.with("Accept", "application/x-ndjson");

		Http.Answer answer = lines.get(LIST + this.user);

		assertThat(answer.lines()).extracting((line) -> line.path("thread_id").asString()).isEqualTo(begun);
		assertThat(answer.lines()).containsExactlyInAnyOrderElementsOf(list("").path("items").values());
		assertThat(lines.get(LIST + this.user + "&limit=2").lines()).hasSize(2);
	}

	@Test
	void parametersOutOfRangeAreRefused() {
		begin();
		begin();
		String cursor = list("&per_page=1").path("next").asString();

		for (String query : List.of("user_id=a", "user_id=%2B7", "user_id=7.0", "user_id=9223372036854775808",
				"user_id=٣", "per_page=0", "per_page=501", "page=0", "after=AAAA", "after=" + cursor.substring(1))) {
			assertThat(this.http.get(TestChats.THREADS + "?" + query.replace("%2B", "{p}"), "+").status()).as(query)
				.isEqualTo(400);
		}
		assertThat(this.http.with("Accept", "application/xml").get(TestChats.THREADS).status()).isEqualTo(406);
		assertThat(this.http.send(HttpMethod.PUT, TestChats.THREADS).header("Allow")).contains("GET", "POST");
	}

	private String begin() {
		return this.http.post(TestChats.THREADS, Map.of("user_id", this.user)).json().path("thread_id").asString();
	}

	private JsonNode list(String query) {
		return this.http.get(LIST + this.user + query).json();
	}

}
