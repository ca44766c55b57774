package dev.tintype.caption.export;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import dev.tintype.support.Texts;
import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import dev.tintype.web.http.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/** Exports captions of any text, and imports them again. */
@IntegrationTest
class CaptionFilesIntegrationTests {

	private static final List<String> HOSTILE = List.of("a, \"b\"", "a\r\nb\rc\nd", "\n", "a\n", "a\r\n", "a\r", "\n\n",
			"=1+1", "'=1", "''-1", "'", "''", "+1", "-1", "@A", "\t", "\tx", "a\tb", "a\u2028b\u2029c\u0085d",
			"\u200fx\u202e", "(tag), \\(tag\\)", "{\"caption\":\"x\",\"text\":[1,\"\\u0041\"]}", " x ", "   ", "\uFEFF",
			"\uFEFFx", "é\u0301", "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽", "null", "#x", "x\\", "\u0001\u001f\u007f", "</script>",
			"..", "x".repeat(20_000), "\"".repeat(500), "👍".repeat(20_000));

	private static final String ALPHABET = "ab ,\"'=\r\n\t\\{}[]:;\u2028\u200f\uFEFF👍é";

	private final Http http;

	private final DatabaseClient database;

	private final Map<String, String> texts = new LinkedHashMap<>();

	private String filter = "";

	CaptionFilesIntegrationTests(@Autowired WebTestClient client, @Autowired DatabaseClient database) {
		this.http = new Http(client);
		this.database = database;
	}

	@BeforeEach
	void saveCaptions() {
		List<String> captions = new ArrayList<>(HOSTILE);
		Random random = new Random(17);
		for (int i = 0; i < 60; i++) {
			int[] points = random.ints(1 + random.nextInt(8), 0, ALPHABET.codePointCount(0, ALPHABET.length()))
				.map((n) -> ALPHABET.codePointAt(ALPHABET.offsetByCodePoints(0, n)))
				.toArray();
			captions.add(new String(points, 0, points.length));
		}
		captions.removeIf(Texts::isBlank);
		String name = "files-" + UUID.randomUUID();
		this.filter = "filename = " + name;
		List<String> ids = register(captions.stream().map((text) -> name).toList());
		List<Map<String, String>> items = new ArrayList<>();
		IntStream.range(0, ids.size()).forEach((i) -> {
			this.texts.put(ids.get(i), captions.get(i));
			items.add(Map.of("image_id", ids.get(i), "caption", captions.get(i), "model", "=m"));
		});
		assertThat(ok(this.http.post("/api/captions", Map.of("captions", items))).path("saved").asInt())
			.isEqualTo(captions.size());
	}

	private List<String> register(List<String> names) {
		List<Map<String, String>> files = names.stream().map((name) -> Map.of("filename", name)).toList();
		JsonNode ids = this.http.post("/api/images/register-files", Map.of("files", files)).json().path("image_ids");
		return StreamSupport.stream(ids.spliterator(), false).map(JsonNode::asString).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "jsonl", "jsonl&captions=all", "csv", "csv&bom=true&captions=all", "coco",
			"coco&captions=all", "kohya", "kohya&extension=.caption", "kohya-json" })
	void exportAndImportChangeNothing(String format) {
		// A caption that is no longer current must not become current again.
		String changed = this.texts.keySet().iterator().next();
		ok(this.http.post("/api/captions",
				Map.of("captions", List.of(Map.of("image_id", changed, "caption", "new", "model", "m")))));
		long before = count();
		byte[] file = export(format);
		JsonNode counts = ok(load(format.split("&")[0], "", file));
		assertThat(counts.path("unchanged").asInt()).as(counts.toString())
			.isEqualTo(this.texts.size() + (format.endsWith("all") ? 1 : 0));
		assertThat(counts.path("operation_id").isNull()).isTrue();
		assertThat(count()).isEqualTo(before);
		assertThat(ok(this.http.get("/api/images/" + changed)).path("caption").asString()).isEqualTo("new");
		assertThat(export(format)).isEqualTo(file);
	}

	@Test
	void otherReadersFindTheTexts() throws IOException {
		Map<String, String> lines = new HashMap<>();
		new String(export("jsonl"), StandardCharsets.UTF_8).lines().forEach((line) -> {
			JsonNode json = Json.MAPPER.readTree(line);
			lines.put(json.path("image_id").asString(), json.path("text").asString());
		});
		assertThat(lines).isEqualTo(this.texts);
		JsonNode coco = Json.MAPPER.readTree(export("coco"));
		Map<String, String> annotations = new HashMap<>();
		for (int i = 0; i < coco.path("images").size(); i++) {
			JsonNode image = coco.path("images").path(i);
			JsonNode annotation = coco.path("annotations").path(i);
			assertThat(List.of(image.path("id"), annotation.path("id"), annotation.path("image_id")))
				.allMatch((id) -> id.isInt())
				.extracting(JsonNode::asInt)
				.containsOnly(i + 1);
			annotations.put(image.path("image_id").asString(), annotation.path("caption").asString());
		}
		assertThat(annotations).isEqualTo(this.texts);
		JsonNode kohya = Json.MAPPER.readTree(export("kohya-json"));
		assertThat(kohya.size()).isEqualTo(this.texts.size());
		int files = 0;
		try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(export("kohya")))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				String id = entry.getName().substring(0, 36);
				String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
				assertThat(text).contains(this.texts.getOrDefault(id, "?"));
				files++;
			}
		}
		assertThat(files).isEqualTo(this.texts.size());
	}

	@Test
	void importMatchesById() {
		String id = this.texts.keySet().iterator().next();
		String rows = "{\"image_id\":\"" + id + "\",\"text\":\"one\"}\n{\"image_id\":\"" + UUID.randomUUID()
				+ "\",\"text\":\"x\"}\n\n{\"image_id\":\"" + id + "\",\"text\":\"two\",\"model\":\"n\"}\n[1]\n";
		assertThat(load("jsonl", "&dry_run=", rows.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(400);
		JsonNode dry = ok(load("jsonl", "&dry_run=true", rows.getBytes(StandardCharsets.UTF_8)));
		List<JsonNode> results = this.http.with("Accept", "application/x-ndjson")
			.send(HttpMethod.POST, "/api/captions/import?format=jsonl", MediaType.APPLICATION_OCTET_STREAM,
					rows.getBytes(StandardCharsets.UTF_8))
			.lines();
		assertThat(results).extracting((result) -> result.path("row").asInt() + result.path("status").asString())
			.containsExactly("1saved", "2missing", "4saved", "5invalid");
		assertThat(dry.path("saved").asInt()).isEqualTo(2);
		assertThat(dry.path("problems").size()).isEqualTo(2);
		JsonNode image = ok(this.http.get("/api/images/" + id));
		assertThat(image.path("caption").asString()).isEqualTo("two");
		assertThat(image.path("caption_source").asString()).isEqualTo("import");
		assertThat(image.path("caption_model").asString()).isEqualTo("n");
		assertThat(ok(load("jsonl", "&source=model", rows.replace("one", "three").getBytes(StandardCharsets.UTF_8)))
			.path("kept")
			.asInt()).isEqualTo(1);
	}

	@Test
	void importMatchesByUniqueName() {
		String unique = UUID.randomUUID() + ".jpg";
		String shared = UUID.randomUUID() + ".png";
		List<String> ids = register(List.of(unique, shared, shared));
		String rows = "file_name,text\r\nelsewhere/" + unique + ",a\r\n" + shared
				+ ",b\r\nnone.jpg,c\r\n../x.jpg,d\r\n";
		JsonNode counts = ok(load("csv", "&label=names", rows.getBytes(StandardCharsets.UTF_8)));
		assertThat(List.of(counts.path("saved").asInt(), counts.path("ambiguous").asInt(),
				counts.path("missing").asInt(), counts.path("invalid").asInt()))
			.containsExactly(1, 1, 1, 1);
		assertThat(ok(this.http.get("/api/images/" + ids.get(0))).path("caption").asString()).isEqualTo("a");
		JsonNode operation = ok(this.http.get("/api/captions/operations/" + counts.path("operation_id").asString()));
		assertThat(operation.path("kind").asString()).isEqualTo("import");
		assertThat(operation.path("label").asString()).isEqualTo("names");
		assertThat(ok(load("csv", "&match=path", rows.getBytes(StandardCharsets.UTF_8))).path("missing").asInt())
			.isEqualTo(3);
	}

	@Test
	void jobExportsAndJobImports() {
		Http.Answer refused = this.http.post("/api/captions/export",
				Map.of("format", "csv", "filter", this.filter, "expected", this.texts.size() + 1));
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.json().path("count").asInt()).isEqualTo(this.texts.size());
		Http.Answer accepted = this.http.post("/api/captions/export",
				Map.of("format", "csv", "filter", this.filter, "bom", true, "expected", this.texts.size()));
		assertThat(accepted.status()).isEqualTo(202);
		JsonNode export = ended(accepted);
		assertThat(export.path("done").asInt()).isEqualTo(this.texts.size());
		Http.Answer file = this.http.get(export.path("file_url").asString());
		assertThat(file.bytes()).isEqualTo(export("csv&bom=true"));
		String changed = file.text().replace("</script>", "by job");
		Http.Answer loading = this.http.with("Prefer", "respond-async")
			.send(HttpMethod.POST, "/api/captions/import?format=csv&source=human", MediaType.TEXT_PLAIN,
					changed.getBytes(StandardCharsets.UTF_8));
		assertThat(loading.status()).as(loading.text()).isEqualTo(202);
		JsonNode job = ended(loading);
		assertThat(job.path("result").path("saved").asInt()).isEqualTo(1);
		assertThat(job.path("result").path("unchanged").asInt()).isEqualTo(this.texts.size() - 1);
		assertThat(job.path("result").path("operation_id")).isEqualTo(job.path("id"));
		assertThat(new String(export("csv&bom=true"), StandardCharsets.UTF_8)).contains("by job");
	}

	private JsonNode ended(Http.Answer accepted) {
		String url = "/api/jobs/" + accepted.json().path("id").asString();
		Callers.await(() -> !List.of("queued", "running").contains(ok(this.http.get(url)).path("state").asString()));
		JsonNode job = ok(this.http.get(url));
		assertThat(job.path("state").asString()).as(job.toString()).isEqualTo("done");
		return job;
	}

	private long count() {
		Long count = this.database.sql("SELECT count(*) FROM captions").mapValue(Long.class).one().block();
		return (count != null) ? count : 0;
	}

	private byte[] export(String format) {
		Http.Answer answer = this.http.get("/api/captions/export?format=" + format + "&filter={filter}", this.filter);
		assertThat(answer.status()).as(format).isEqualTo(200);
		assertThat(answer.header("Content-Disposition")).startsWith("attachment; filename=");
		return answer.bytes();
	}

	private Http.Answer load(String format, String query, byte[] file) {
		return this.http.send(HttpMethod.POST, "/api/captions/import?format=" + format + query,
				MediaType.APPLICATION_OCTET_STREAM, file);
	}

	private static JsonNode ok(Http.Answer answer) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

}
