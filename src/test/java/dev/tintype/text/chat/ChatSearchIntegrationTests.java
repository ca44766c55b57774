package dev.tintype.text.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;

import dev.tintype.data.sql.Statements;
import dev.tintype.search.fulltext.TextIndexes;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ChatSearchIntegrationTests {

	private static final String SEARCH = "/api/chat/search?q={q}";

	private final Http http;

	private final TestChats chats;

	private final Statements statements;

	private final TextIndexes indexes;

	/** Part of all messages of a test, so that it finds only its own. */
	private final String mark = "w" + UUID.randomUUID().toString().replaceAll("[-0-9]", "");

	private final String thread = UUID.randomUUID().toString();

	ChatSearchIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements,
			@Autowired TextIndexes indexes) {
		this.http = new Http(client);
		this.chats = new TestChats(client);
		this.statements = statements;
		this.indexes = indexes;
	}

	@Test
	void searchFindsEveryFormOfWordsInQuestionOrAnswer() {
		JsonNode both = this.chats.save(this.thread, 7L, "Which boats are in the " + this.mark + " picture?",
				"Two red trawlers, sailing.");
		this.chats.save(this.thread, 7L, "Which boats?", "A dinghy, " + this.mark);

		JsonNode items = search("Boat trawler sail " + this.mark);

		assertThat(items.size()).isEqualTo(1);
		JsonNode item = items.get(0);
		assertThat(item.propertyNames()).containsExactly("id", "thread_id", "user_id", "question", "answer",
				"created_at", "rank", "snippet");
		both.properties().forEach((field) -> assertThat(item.get(field.getKey())).isEqualTo(field.getValue()));
		assertThat(item.path("rank").doubleValue()).isPositive();
		assertThat(item.path("snippet").asString()).contains("boats").doesNotContain("<");
		assertThat(search("boat " + this.mark).size()).isEqualTo(2);
		assertThat(search("boat anchor " + this.mark).size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { " ", "\"", "'", "& | ! ( ) : *", "<->", "--", "the", "\\", "%" })
	void queryWithoutWordFindsNothing(String query) {
		this.chats.save(this.thread, 7L, "the " + query, "the");

		Http.Answer answer = this.http.get(SEARCH, query);

		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		assertThat(answer.text()).isEqualTo("{\"items\":[]}");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"%s", "%s & !", "(%s | ", "-%s:*", "'%s' OR 1=1", "%s <-> or" })
	void operatorsArePlainCharacters(String query) {
		this.chats.save(this.thread, 7L, "Is 1 = 1?", this.mark);

		assertThat(search(query.formatted(this.mark)).size()).isEqualTo(1);
	}

	@Test
	void addressesAndHyphenatedWordsAreFoundUnchanged() {
		this.chats.save(this.thread, 7L, "See https://example.org/a-b/c_d.html " + this.mark,
				"A state-of-the-art 1,234.5 e-mail: ada@example.org");

		for (String query : List.of("https://example.org/a-b/c_d.html", "state-of-the-art", "ada@example.org",
				"1,234.5")) {
			assertThat(search(query + " " + this.mark).size()).as(query).isEqualTo(1);
		}
	}

	@Test
	void hitsOfEqualRankListNewestFirst() {
		List<String> saved = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			saved.add(0, this.chats.save(this.thread, 7L, "one " + this.mark, "two").path("id").asString());
		}

		assertThat(TestChats.values(search(this.mark), "id")).isEqualTo(saved.subList(0, 10));
		assertThat(TestChats.values(this.http.get(SEARCH + "&limit=11", this.mark).json().path("items"), "id"))
			.isEqualTo(saved.subList(0, 11));
		String best = this.chats.save(this.thread, 7L, (this.mark + " ").repeat(3), this.mark).path("id").asString();
		this.chats.save(this.thread, 7L, "one " + this.mark, "two");
		assertThat(search(this.mark).at("/0/id").asString()).isEqualTo(best);
	}

	@Test
	void searchCanBeLimitedToOneUser() {
		String ours = this.chats.save(this.thread, -7L, this.mark, "a").path("id").asString();
		this.chats.save(this.thread, null, this.mark, "a");
		this.chats.save(this.thread, 7L, this.mark, "a");

		JsonNode items = this.http.get(SEARCH + "&user_id=-7", this.mark).json().path("items");

		assertThat(TestChats.values(items, "id")).containsExactly(ours);
		assertThat(search(this.mark).size()).isEqualTo(3);
		assertThat(this.http.get(SEARCH + "&user_id=6", this.mark).json().path("items").size()).isZero();
	}

	@Test
	void deletedMessageIsNotFound() {
		String id = this.chats.save(this.thread, 7L, this.mark, "a").path("id").asString();
		this.chats.save(this.thread, 7L, this.mark, "b");
		assertThat(search(this.mark).size()).isEqualTo(2);

		this.http.send(HttpMethod.DELETE, "/api/chat/messages/" + id);
		assertThat(TestChats.values(search(this.mark), "answer")).containsExactly("b");

		this.http.send(HttpMethod.DELETE, "/api/chat/threads/" + this.thread);
		assertThat(search(this.mark).size()).isZero();
	}

	@Test
	void onlyNewestOfManyHitsAreRanked() {
		insert(1_400, (i) -> this.mark);

		JsonNode items = this.http.get(SEARCH + "&limit=500", this.mark).json().path("items");
		JsonNode own = this.http.get(SEARCH + "&limit=500&user_id=7", this.mark).json().path("items");

		assertThat(items.size()).isEqualTo(500);
		List<String> newest = new ArrayList<>(TestChats.values(items, "id"));
		newest.sort(Collections.reverseOrder());
		assertThat(TestChats.values(items, "id")).isEqualTo(newest);
		assertThat(own).isEqualTo(items);
		assertThat(this.http.get(TestChats.MESSAGES, this.thread).json().at("/items/0/id").asString())
			.isEqualTo(newest.get(0));
	}

	@Test
	void oldHitsAreFound() {
		insert(2_300, (i) -> (i < 5) ? this.mark : "other");

		assertThat(search(this.mark).size()).isEqualTo(5);
		assertThat(this.http.get(SEARCH + "&user_id=7", this.mark).json().path("items").size()).isEqualTo(5);
	}

	@Test
	void oldHitsAreFoundEvenIfNewestMessagesHaveMany() {
		insert(2_300, (i) -> (i < 5 || i >= 2_250) ? this.mark : "other");

		assertThat(this.http.get(SEARCH + "&limit=500", this.mark).json().path("items").size()).isEqualTo(55);
		assertThat(this.http.get(SEARCH + "&limit=500&user_id=7", this.mark).json().path("items").size()).isEqualTo(55);
	}

	@Test
	void parametersOutOfRangeAreRefused() {
		for (String query : List.of("", "q=", "q={n}", "q=" + "a".repeat(501), "q=a&limit=0", "q=a&limit=501",
				"q=a&user_id=b")) {
			assertThat(this.http.get("/api/chat/search?" + query, "\u0000").status()).as(query).isEqualTo(400);
		}
		assertThat(this.http.get(SEARCH, "a ".repeat(250)).status()).isEqualTo(200);
	}

	private void insert(int count, IntFunction<String> answer) {
		List<String> answers = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			answers.add(answer.apply(i));
		}
		TestChats.insert(this.statements, this.indexes, this.thread, 7, answers);
	}

	private JsonNode search(String query) {
		return this.http.get(SEARCH, query).json().path("items");
	}

}
