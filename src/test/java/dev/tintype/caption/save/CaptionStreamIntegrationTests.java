package dev.tintype.caption.save;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import dev.tintype.caption.save.CaptionBench.Row;
import dev.tintype.testing.IntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

@IntegrationTest
class CaptionStreamIntegrationTests {

	@Autowired
	private WebTestClient client;

	@Autowired
	private DatabaseClient database;

	private CaptionBench bench;

	private String image;

	private final String unknown = UUID.randomUUID().toString();

	@BeforeEach
	void registerImage() {
		this.client = this.client.mutate().codecs((codecs) -> codecs.defaultCodecs().maxInMemorySize(-1)).build();
		this.bench = new CaptionBench(this.client, this.database);
		this.image = this.bench.image();
	}

	@Test
	void lastLineOfAnImageIsCurrentAcrossChunks() {
		List<String> images = this.bench.images(7);
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < 2_503; i++) {
			lines.append(CaptionBench.line(CaptionBench.item(images.get(i % 7), Integer.toString(i))));
		}

		List<JsonNode> results = this.bench.stream("", lines.toString());

		assertThat(results).extracting((result) -> result.get("image_id").stringValue())
			.containsExactlyElementsOf(IntStream.range(0, 2_503).mapToObj((i) -> images.get(i % 7)).toList());
		assertThat(results).allSatisfy((result) -> assertThat(result.get("status").stringValue()).isEqualTo("saved"));
		this.bench.assertInterleaved(images, 2_503);
	}

	@Test
	void summaryOfStreamListsTheFirstUnsavedItems() {
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < 2_500; i++) {
			lines.append(CaptionBench.line(CaptionBench.item((i % 2 == 0) ? this.image : this.unknown, "c" + i)));
		}

		JsonNode answer = CaptionBench.read(this.client.post()
			.uri("/api/captions")
			.contentType(MediaType.APPLICATION_NDJSON)
			.header("Prefer", "wait=10, return=\"minimal\"")
			.bodyValue(lines.toString().getBytes(StandardCharsets.UTF_8))
			.exchange()
			.expectHeader()
			.valueEquals("Preference-Applied", "return=minimal"), 200);

		assertThat(answer.get("saved").longValue()).isEqualTo(1_250);
		assertThat(answer.get("missing").longValue()).isEqualTo(1_250);
		assertThat(answer.get("operation_id").stringValue()).isNotBlank();
		assertThat(answer.get("results").values()).hasSize(1_000)
			.extracting((result) -> result.get("line").longValue())
			.startsWith(2L, 4L, 6L);
		assertThat(answer.at("/results/0/image_id").stringValue()).isEqualTo(this.unknown);
		assertThat(this.bench.image(this.image).get("caption").stringValue()).isEqualTo("c2498");
	}

	@Test
	void streamReturnsOneResultPerLineDespiteBadLine() {
		String ranked = this.bench.image();
		this.bench.save(CaptionBench.item(ranked, "h", "human"));
		String overlong = CaptionBench.line(CaptionBench.item(this.image, "x".repeat(1 << 20)));

		List<JsonNode> results = this.bench.stream("", CaptionBench.line(CaptionBench.item(this.image, "a"))
				+ "{\"image_id\":\n" + CaptionBench.line(CaptionBench.item(this.unknown, "x")) + "5\n" + overlong
				+ CaptionBench.rawItem(this.image, "\"\\u0000\"") + "\n"
				+ CaptionBench.line(CaptionBench.item(ranked, "m")) + CaptionBench.rawItem(this.image, "\"b\""));

		assertThat(results).extracting((result) -> result.get("status").stringValue())
			.containsExactly("saved", "invalid", "missing", "invalid", "invalid", "invalid", "kept", "saved");
		assertThat(results).extracting((result) -> result.get("image_id").asString(null))
			.containsExactly(this.image, null, this.unknown, null, null, this.image, ranked, this.image);
		assertThat(results).allSatisfy((result) -> assertThat(result.get("detail").isString())
			.isEqualTo("invalid".equals(result.get("status").stringValue())));
		assertThat(this.bench.history(this.image)).extracting(Row::text).containsExactly("a", "b");
		assertThat(caption(this.image)).isEqualTo("b");
		assertThat(caption(ranked)).isEqualTo("h");
	}

	private String caption(String imageId) {
		return this.bench.image(imageId).get("caption").asString("none");
	}

}
