package dev.tintype.text.chat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;

import dev.tintype.data.sql.Statements;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class ChatConcurrencyIntegrationTests {

	private static final int CLIENTS = 64;

	private final WebTestClient client;

	private final TestChats chats;

	private final Statements statements;

	private final String thread = UUID.randomUUID().toString();

	private final Random random = new Random(20261121);

	ChatConcurrencyIntegrationTests(@Autowired WebTestClient client, @Autowired Statements statements) {
		this.client = client;
		this.chats = new TestChats(client);
		this.statements = statements;
	}

	@Test
	void concurrentFirstMessagesCreateThreadOnce() {
		List<Http.Answer> answers = concurrently(
				Collections.nCopies(CLIENTS, () -> this.chats.post(this.thread, TestChats.json(7L, "q", "a"))));

		assertCounted(answers);
	}

	@Test
	void firstMessagesUnderDifferentKeysCreateThreadOnce() {
		List<Http.Answer> answers = concurrently(
				Collections.nCopies(CLIENTS, () -> keyed(UUID.randomUUID().toString())));

		assertCounted(answers);
	}

	@Test
	void messagesUnderOneKeyCountOnce() {
		List<Http.Answer> answers = concurrently(Collections.nCopies(CLIENTS, () -> keyed(this.thread)));

		assertThat(answers).allSatisfy((answer) -> assertThat(answer.status()).as(answer.text()).isIn(201, 409));
		assertThat(answers.stream().filter((answer) -> answer.status() == 201).map((answer) -> answer.json().get("id")))
			.isNotEmpty()
			.containsOnly(keyed(this.thread).json().get("id"));
		assertThat(count()).isEqualTo(1);
	}

	@Test
	void countsStayExactWhileMessagesAndThreadsAreDeleted() {
		List<Callable<Http.Answer>> calls = new ArrayList<>();
		for (int i = 0; i < 60; i++) {
			String id = this.chats.save(name(i), "q").path("id").asString();
			calls.add(() -> this.chats.http().send(HttpMethod.DELETE, "/api/chat/messages/" + id));
		}
		for (int i = 0; i < 300; i++) {
			String name = name(i);
			calls.add(() -> this.chats.post(name, TestChats.json(null, "q", "a")));
			if (i % 20 == 0) {
				calls.add(() -> this.chats.http().send(HttpMethod.DELETE, "/api/chat/threads/{t}", name));
			}
		}
		Collections.shuffle(calls, this.random);

		List<Http.Answer> answers = concurrently(calls);

		assertThat(answers)
			.allSatisfy((answer) -> assertThat(answer.status()).as(answer.text()).isIn(200, 201, 204, 404));
		for (int i = 0; i < 3; i++) {
			JsonNode listed = this.chats.thread(name(i));
			assertThat((listed != null) ? listed.path("message_count").asLong() : 0).isEqualTo(rows(name(i)));
		}
	}

	private void assertCounted(List<Http.Answer> answers) {
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.status()).as(answer.text()).isEqualTo(201));
		assertThat(count()).isEqualTo(CLIENTS);
		JsonNode items = this.chats.messages(this.thread, "limit=500").path("items");
		assertThat(TestChats.values(items, "id")).hasSize(CLIENTS).doesNotHaveDuplicates();
		assertThat(TestChats.values(items, "created_at")).doesNotHaveDuplicates();
		assertThat(rows(this.thread)).isEqualTo(CLIENTS);
	}

	private Http.Answer keyed(String key) {
		return new TestChats(this.client.mutate().defaultHeader("Idempotency-Key", key).build()).post(this.thread,
				TestChats.json(7L, "q", "a"));
	}

	private long count() {
		return Objects.requireNonNull(this.chats.thread(this.thread)).path("message_count").asLong();
	}

	private long rows(String name) {
		return Objects.requireNonNull(this.statements.sql("SELECT count(*) FROM message WHERE thread_id = :t")
			.bind("t", name)
			.value(Long.class)
			.block());
	}

	private String name(int i) {
		return this.thread + " " + i % 3;
	}

	private static List<Http.Answer> concurrently(List<? extends Callable<Http.Answer>> calls) {
		return Objects.requireNonNull(Flux.<Callable<Http.Answer>>fromIterable(calls)
			.flatMap((call) -> Mono.fromCallable(call).subscribeOn(Callers.SCHEDULER), CLIENTS)
			.collectList()
			.block());
	}

}
