package dev.tintype.caption.operation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.web.http.Json;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The requests that tests of operations send.
 */
final class OperationBench {

	final Http http;

	OperationBench(WebTestClient client) {
		this.http = new Http(client);
	}

	static Map<String, String> choice(String image, String caption) {
		return Map.of("image_id", image, "caption_id", caption);
	}

	List<String> images(int count) {
		List<Map<String, String>> files = IntStream.range(0, count)
			.mapToObj((i) -> Map.of("filename", i + ".png"))
			.toList();
		Http.Answer answer = this.http.post("/api/images/register-files", Map.of("files", files));
		return StreamSupport.stream(answer.json().path("image_ids").spliterator(), false)
			.map(JsonNode::asString)
			.toList();
	}

	String save(List<String> images, String text) {
		return json(this.http.post("/api/captions",
				Map.of("captions",
						images.stream().map((image) -> Map.of("image_id", image, "caption", text)).toList())))
			.path("operation_id")
			.asString();
	}

	JsonNode put(String image, Map<String, String> body) {
		return json(this.http.send(HttpMethod.PUT, "/api/images/" + image + "/caption", MediaType.APPLICATION_JSON,
				Json.MAPPER.writeValueAsBytes(body)));
	}

	String undo(String operation) {
		return json(this.http.send(HttpMethod.POST, "/api/captions/operations/" + operation + "/undo")).toString();
	}

	String caption(String image) {
		return json(this.http.get("/api/images/" + image)).path("caption").asString();
	}

	static List<JsonNode> together(List<Callable<JsonNode>> calls) {
		return Objects.requireNonNull(Flux.fromIterable(calls)
			.flatMap((call) -> Mono.fromCallable(call).subscribeOn(Callers.SCHEDULER), calls.size())
			.collectList()
			.block());
	}

	static List<String> texts(JsonNode rows, String name) {
		return StreamSupport.stream(rows.spliterator(), false).map((row) -> row.path(name).asString()).toList();
	}

	static JsonNode json(Http.Answer answer) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

}
