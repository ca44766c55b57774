package dev.tintype.web.encoding;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.imaging.work.Pictures;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.testing.Multipart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class CompressedBodyIntegrationTests {

	private final Http http;

	@TempDir
	private Path folder = Path.of("");

	CompressedBodyIntegrationTests(@Autowired WebTestClient client) {
		this.http = new Http(client).with("Content-Encoding", "gzip");
	}

	@Test
	void jsonIsDecompressedAndLimitCountsDecompressedBytes() throws IOException {
		JsonNode saved = post("/api/prompts", "{\"prompt_text\":\"compressed " + UUID.randomUUID() + "\"}", 201).json();
		assertThat(saved.path("prompt_text").asString()).startsWith("compressed ");
		Http.Answer bomb = post("/api/prompts", " ".repeat((8 << 20) + 1), 413);
		assertThat(bomb.json().path("detail").asString()).contains("8388608");
	}

	@Test
	void linesAreDecompressedAsTheyArrive() throws IOException {
		StringBuilder body = new StringBuilder();
		IntStream.range(0, 3_000).forEach((i) -> body.append("{\"image_id\":\"" + UUID.randomUUID() + "\"}\n"));
		Http.Answer answer = this.http.send(HttpMethod.POST, "/api/images/paths", MediaType.APPLICATION_NDJSON,
				Gzip.compress(body.toString().getBytes(StandardCharsets.UTF_8)));
		assertThat(answer.status()).isEqualTo(200);
		List<JsonNode> lines = answer.lines();
		assertThat(lines).hasSize(3_000);
		assertThat(body.toString()).startsWith("{\"image_id\":\"" + lines.get(0).path("image_id").asString())
			.endsWith(lines.get(2_999).path("image_id").asString() + "\"}\n");
	}

	@Test
	void truncatedStreamEndsWithError() throws IOException {
		byte[] body = Gzip
			.compress(("{\"image_id\":\"" + UUID.randomUUID() + "\"}\n").getBytes(StandardCharsets.UTF_8));
		Http.Answer answer = this.http.send(HttpMethod.POST, "/api/images/paths", MediaType.APPLICATION_NDJSON,
				java.util.Arrays.copyOf(body, body.length - 3));
		assertThat(answer.text()).contains("not valid gzip");
	}

	@Test
	void pictureAndFormAreDecompressed() throws IOException {
		byte[] picture = Files.readAllBytes(Pictures.png(this.folder, "a.png", 30, 20));
		byte[] form = Multipart.form(List.of(Multipart.file("files", "a.png", picture)));
		Http.Answer uploaded = this.http.send(HttpMethod.POST, "/api/images", Multipart.TYPE, Gzip.compress(form));
		assertThat(uploaded.json().path("uploaded").asInt()).isEqualTo(1);

		String content = "/api/images/" + uploaded.json().at("/results/0/image_id").asString() + "/content";
		Http.Answer replaced = this.http.send(HttpMethod.PUT, content, MediaType.IMAGE_PNG, Gzip.compress(picture));
		assertThat(replaced.status()).isEqualTo(200);
		assertThat(this.http.get(content).bytes()).isEqualTo(picture);
	}

	private Http.Answer post(String path, String body, int status) throws IOException {
		Http.Answer answer = this.http.send(HttpMethod.POST, path, MediaType.APPLICATION_JSON,
				Gzip.compress(body.getBytes(StandardCharsets.UTF_8)));
		assertThat(answer.status()).as(answer.text()).isEqualTo(status);
		return answer;
	}

}
