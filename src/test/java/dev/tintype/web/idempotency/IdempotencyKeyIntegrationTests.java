package dev.tintype.web.idempotency;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.Multipart;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class IdempotencyKeyIntegrationTests {

	private final Http http;

	private final String key = UUID.randomUUID().toString();

	private final Http keyed;

	private final KeyedImage image;

	IdempotencyKeyIntegrationTests(@Autowired WebTestClient client) {
		this.http = new Http(client);
		this.keyed = this.http.with("Idempotency-Key", this.key);
		this.image = KeyedImage.register(this.http);
	}

	@Test
	void keyIsRefusedIfResponseCannotBeStored() {
		byte[] line = Json.MAPPER.writeValueAsBytes(Map.of("image_id", this.image.id(), "caption", "a"));
		byte[] form = Multipart.form(List.of(Multipart.file("files", "a.png", new byte[] { 'x' })));

		for (Http.Answer answer : List.of(
				this.keyed.send(HttpMethod.POST, KeyedImage.CAPTIONS, MediaType.APPLICATION_NDJSON, line),
				this.keyed.send(HttpMethod.POST, "/api/images/paths", MediaType.APPLICATION_NDJSON, line),
				this.keyed.send(HttpMethod.POST, "/api/images", Multipart.TYPE, form),
				this.keyed.with("Prefer", "respond-async").post(KeyedImage.CAPTIONS, this.image.captions("a")))) {
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.pointer()).contains("Idempotency-Key");
		}
		assertThat(this.keyed.post(KeyedImage.CAPTIONS, this.image.captions("b")).status()).isEqualTo(200);
		assertThat(this.image.history()).containsExactly("b");
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 256, 1_000 })
	void keyOfAnotherLengthIsRefused(int length) {
		Http invalid = this.http.with("Idempotency-Key", "k".repeat(length));

		assertThat(invalid.post(KeyedImage.CAPTIONS, this.image.captions("a")).status()).isEqualTo(400);
		assertThat(invalid.post(KeyedImage.FILES, KeyedImage.files("a.jpg")).status()).isEqualTo(400);
		assertThat(this.image.history()).isEmpty();
	}

	@Test
	void keyOfInvalidRequestIsUsed() {
		Http.Answer first = this.keyed.post(KeyedImage.FILES, Map.of("files", "none"));

		assertThat(first.status()).isEqualTo(400);
		KeyedImage.assertReplayed(this.keyed.post(KeyedImage.FILES, Map.of("files", "none")), first);
		assertThat(this.keyed.post(KeyedImage.FILES, KeyedImage.files("a.jpg")).status()).isEqualTo(422);
	}

	@Test
	void longestKeyIsAccepted() {
		Http longest = this.http.with("Idempotency-Key", (this.key + "k".repeat(255)).substring(0, 255));

		Http.Answer first = longest.post(KeyedImage.CAPTIONS, this.image.captions("a"));

		assertThat(first.status()).isEqualTo(200);
		KeyedImage.assertReplayed(longest.post(KeyedImage.CAPTIONS, this.image.captions("a")), first);
	}

}
