package dev.tintype.text.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Thread ids, questions and answers with unusual or invalid text.
 */
@IntegrationTest
class MessageTextIntegrationTests {

	private final WebTestClient client;

	private final TestChats chats;

	private final String thread = UUID.randomUUID().toString();

	MessageTextIntegrationTests(@Autowired WebTestClient client) {
		this.client = client;
		this.chats = new TestChats(client);
	}

	@Test
	void threadIdMayHaveAnyText() {
		List<String> names = new ArrayList<>(List.of("a", "a/b", "a;b", "a b", "a+b", "a%2Fb", "a%", "a?b=c", "a#b",
				"messages", "a\\b", "'; DROP TABLE message; --", "עברית", "漢字", "😀".repeat(200), ".a", "A"));
		names.replaceAll((name) -> name + this.thread);
		names.add(this.thread + "x".repeat(219));
		names.add("😀".repeat(219) + this.thread);

		names.forEach((name) -> this.chats.save(name, name));

		for (String name : names) {
			assertThat(TestChats.values(this.chats.messages(name, "").path("items"), "question")).containsExactly(name);
			assertThat(TestChats.values(this.chats.messages(name, "").path("items"), "thread_id"))
				.containsExactly(name);
		}
		for (String name : names) {
			assertThat(this.chats.http().send(HttpMethod.DELETE, "/api/chat/threads/{t}", name).text()).as(name)
				.isEqualTo("{\"deleted\":1}");
		}
	}

	@Test
	void semicolonIsPartOfThreadId() {
		this.chats.save(this.thread, "without");
		this.chats.save(this.thread + ";v=1", "with");

		// Not percent-encoded.
		JsonNode items = this.chats.http()
			.get("/api/chat/threads/" + this.thread + ";v=1/messages")
			.json()
			.path("items");

		assertThat(TestChats.values(items, "question")).containsExactly("with");
		assertThat(this.chats.messages(this.thread + "/", "").path("items").size()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "a\u0000", "a\n", "\t", "a\u007F", "a\u0085" })
	void threadIdWithControlCharacterIsRefused(String name) {
		assertThat(this.chats.post(name, TestChats.json(null, "q", "a")).status()).isEqualTo(400);
		assertThat(this.chats.http().get(TestChats.MESSAGES, name).status()).isEqualTo(400);
		assertThat(this.chats.http().get("/api/chat/threads/{t}/context", name).status()).isEqualTo(400);
		assertThat(this.chats.http().send(HttpMethod.DELETE, "/api/chat/threads/{t}", name).status()).isEqualTo(400);
	}

	@Test
	void longThreadIdIsRefused() {
		Http.Answer answer = this.chats.post("x".repeat(256), TestChats.json(null, "q", "a"));

		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.pointer()).isEqualTo("thread_id");
		assertThat(this.chats.http().get(TestChats.MESSAGES, "x".repeat(256)).status()).isEqualTo(400);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"question\":\"q\"}", "{\"answer\":\"a\"}", "{\"question\":\"\",\"answer\":\"a\"}",
			"{\"question\":\"q\",\"answer\":\"\"}", "{\"question\":null,\"answer\":\"a\"}",
			"{\"question\":7,\"answer\":\"a\"}", "{\"question\":\"q\",\"answer\":[\"a\"]}",
			"{\"question\":\"q\\u0000\",\"answer\":\"a\"}", "{\"question\":\"q\",\"answer\":\"\\udc00\"}",
			"{\"question\":\"q\",\"answer\":\"a\",\"user_id\":\"7\"}",
			"{\"question\":\"q\",\"answer\":\"a\",\"user_id\":1e3}",
			"{\"question\":\"q\",\"answer\":\"a\",\"user_id\":9223372036854775808}", "[]", "\"q\"", "",
			"{\"question\"" })
	void invalidMessageIsRefusedAndCreatesNoThread(String json) {
		Http.Answer answer = this.chats.post(this.thread, json);

		assertThat(answer.status()).as(answer.text()).isEqualTo(400);
		assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
		assertThat(this.chats.thread(this.thread)).isNull();
	}

	@Test
	void problemPointsAtFaults() {
		Http.Answer answer = this.chats.post(this.thread, "{\"answer\":7,\"user_id\":\"x\"}");

		assertThat(TestChats.values(answer.json().path("errors"), "pointer")).containsExactlyInAnyOrder("/user_id",
				"/question", "/answer");
	}

	@Test
	void textsAreReturnedUnchanged() {
		for (String text : List.of(" ", "\u202Eעברית\u202C", "a\tb\r\nc\u001F\u0085", "'\"\\%_$1:name",
				"𐀀\uFFFF\uFDD0", "<script>", "x".repeat(500_000), "😀".repeat(500_000))) {
			JsonNode saved = this.chats.save(this.thread, null, text, text);
			JsonNode read = this.chats.http().get("/api/chat/messages/" + saved.path("id").asString()).json();
			assertThat(read.path("question").asString().equals(text)).isTrue();
			assertThat(read.path("answer").asString().equals(text)).isTrue();
		}
		assertThat(this.chats.messages(this.thread, "").path("items").size()).isEqualTo(8);
	}

	@Test
	void longTextIsRefused() {
		String text = "x".repeat(500_001);

		assertThat(this.chats.post(this.thread, TestChats.json(null, text, "a")).pointer()).isEqualTo("/question");
		assertThat(this.chats.post(this.thread, TestChats.json(null, "q", text)).pointer()).isEqualTo("/answer");
		assertThat(this.chats.post(this.thread, TestChats.json(null, "q", "a".repeat(8 << 20))).status())
			.isEqualTo(413);
	}

	@Test
	void messageMustBeJson() {
		for (MediaType type : List.of(MediaType.TEXT_PLAIN, MediaType.APPLICATION_NDJSON)) {
			this.client.post()
				.uri(TestChats.MESSAGES, this.thread)
				.contentType(type)
				.bodyValue(TestChats.json(null, "q", "a"))
				.exchange()
				.expectStatus()
				.isEqualTo(415);
		}
		assertThat(this.chats.thread(this.thread)).isNull();
	}

}
