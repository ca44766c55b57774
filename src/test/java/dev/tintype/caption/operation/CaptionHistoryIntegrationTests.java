package dev.tintype.caption.operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.StreamSupport;

import dev.tintype.caption.operation.HistoryModel.Entry;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.testing.Http;
import dev.tintype.testing.IntegrationTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sends random sequences of requests, and compares each state with a plain model.
 */
@IntegrationTest
class CaptionHistoryIntegrationTests {

	private static final int STEPS = 70;

	private static final List<String> SOURCES = List.of("model", "import", "human");

	private Http http;

	@Autowired
	private Statements statements;

	private Random random = new Random(0);

	private List<String> images = List.of();

	private HistoryModel model = new HistoryModel(List.of());

	CaptionHistoryIntegrationTests(@Autowired WebTestClient client) {
		this.http = new Http(client);
	}

	@BeforeEach
	void registerImages() {
		List<Map<String, String>> files = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			files.add(Map.of("filename", "history-" + i + ".png"));
		}
		JsonNode ids = this.http.post("/api/images/register-files", Map.of("files", files)).json().path("image_ids");
		this.images = StreamSupport.stream(ids.spliterator(), false).map(JsonNode::asString).toList();
		this.model = new HistoryModel(this.images);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4 })
	void everyStateEqualsThatOfPlainModel(long seed) {
		this.random = new Random(seed);
		for (int step = 0; step < STEPS; step++) {
			String what = switch (this.random.nextInt(10)) {
				case 0, 1, 2 -> saveBatch(step);
				case 3 -> clearOne();
				case 4 -> clearSome();
				case 5 -> edit(step);
				case 6 -> restore();
				case 7 -> redo();
				default -> undo();
			};
			assertThat(states()).as("seed %d, step %d: %s", seed, step, what).isEqualTo(expectedStates());
		}
		assertHistoryIsThatOfModel();
	}

	private String saveBatch(int step) {
		boolean overwrite = this.random.nextInt(4) == 0;
		List<Map<String, String>> items = new ArrayList<>();
		for (int i = 0; i <= this.random.nextInt(8); i++) {
			items.add(Map.of("image_id", image(), "caption", "c" + step + "." + i, "source",
					SOURCES.get(this.random.nextInt(3)), "model", "m" + this.random.nextInt(2)));
		}
		JsonNode answer = ok(this.http.post("/api/captions?overwrite=" + overwrite, Map.of("captions", items)));
		String operation = answer.path("operation_id").asString();
		for (int i = 0; i < items.size(); i++) {
			Map<String, String> item = items.get(i);
			String status = this.model.save(operation, get(item, "image_id"), get(item, "caption"), get(item, "source"),
					get(item, "model"), overwrite);
			assertThat(answer.path("results").path(i).path("status").asString()).isEqualTo(status);
		}
		return "save";
	}

	private String clearOne() {
		String image = image();
		JsonNode answer = ok(this.http.send(HttpMethod.DELETE, "/api/images/" + image + "/caption"));
		if (this.model.text(image) == null) {
			assertThat(answer.path("operation_id").isNull()).isTrue();
		}
		else {
			this.model.save(answer.path("operation_id").asString(), image, null, "human", null, true);
		}
		return "clear";
	}

	private String clearSome() {
		List<String> some = some();
		List<String> captioned = some.stream().filter((image) -> this.model.text(image) != null).toList();
		JsonNode answer = ok(
				this.http.send(HttpMethod.DELETE, "/api/captions?filter={filter}&expected=" + captioned.size(),
						"id IN [" + String.join(",", some) + "]"));
		assertThat(answer.path("cleared").asInt()).isEqualTo(captioned.size());
		String operation = answer.path("operation_id").asString();
		captioned.forEach((image) -> this.model.save(operation, image, null, "human", null, true));
		return "clear some";
	}

	private String edit(int step) {
		List<String> some = some();
		boolean allowsEmpty = this.random.nextBoolean();
		JsonNode answer = ok(this.http.post("/api/captions/edit",
				Map.of("filter", "id IN [" + String.join(",", some) + "]", "edits", List
					.of(Map.of("pattern", "^.*[13579]$", "replace", ""), Map.of("find", "c", "replace", "c" + step)),
						"allow_empty", allowsEmpty)));
		String operation = answer.path("operation_id").asString();
		for (String image : some) {
			String before = this.model.text(image);
			String after = (before != null) ? before.replaceAll("^.*[13579]$", "").replace("c", "c" + step) : null;
			if (after != null && (!after.isEmpty() || allowsEmpty)) {
				Entry now = Objects.requireNonNull(this.model.current.get(image));
				this.model.save(operation, image, after.isEmpty() ? null : after, "human", now.model(), true);
			}
		}
		return "edit";
	}

	private String restore() {
		String image = image();
		JsonNode items = ok(this.http.get("/api/images/" + image + "/captions?per_page=500")).path("items");
		if (items.isEmpty()) {
			return "restore nothing";
		}
		JsonNode chosen = items.path(this.random.nextInt(items.size()));
		String caption = chosen.path("caption_id").asString();
		JsonNode answer = this.random.nextBoolean()
				? ok(this.http.send(HttpMethod.POST, "/api/images/" + image + "/captions/" + caption + "/restore"))
				: ok(this.http.post("/api/captions/choose",
						Map.of("choices", List.of(Map.of("image_id", image, "caption_id", caption)))));
		String text = text(chosen.path("text"));
		if (text != null || this.model.text(image) != null) {
			this.model.save(answer.path("operation_id").asString(), image, text, "human", text(chosen.path("model")),
					true);
		}
		return "restore";
	}

	private String undo() {
		return move("undo");
	}

	private String redo() {
		return move("redo");
	}

	private String move(String what) {
		List<String> operations = this.model.entries.stream().map(Entry::operation).distinct().toList();
		if (operations.isEmpty()) {
			return "undo nothing";
		}
		// Mostly one of the latest, whose captions are still current.
		int back = Math.min(this.random.nextInt(1 + this.random.nextInt(operations.size())), operations.size() - 1);
		String operation = operations.get(operations.size() - 1 - back);
		JsonNode answer = ok(this.http.send(HttpMethod.POST, "/api/captions/operations/" + operation + "/" + what));
		List<Long> expected = what.equals("undo") ? this.model.undo(operation) : this.model.redo(operation);
		assertThat(List.of(answer.path("restored").asLong(), answer.path("cleared").asLong(),
				answer.path("skipped").asLong()))
			.as("%s %s", what, operation)
			.isEqualTo(expected);
		return what;
	}

	private List<List<@Nullable Object>> states() {
		return this.images.stream()
			.map((image) -> Objects.requireNonNull(this.statements.sql("""
					SELECT i.caption_rank, i.caption, i.caption_model, i.caption_folded, c.text, c.operation_id
					FROM images i LEFT JOIN captions c ON c.caption_id = i.caption_id WHERE i.image_id = :id""")
				.bind("id", UUID.fromString(image))
				.one((row) -> Arrays.<@Nullable Object>asList(row.get(0, Integer.class), row.get(1, String.class),
						row.get(2, String.class), row.get(3, String.class), row.get(4, String.class),
						String.valueOf(row.get(5, UUID.class))))
				.block()))
			.toList();
	}

	private List<List<@Nullable Object>> expectedStates() {
		return this.images.stream().map((image) -> {
			Entry now = this.model.current.get(image);
			String text = (now != null) ? now.text() : null;
			return Arrays.<@Nullable Object>asList(HistoryModel.rank(now), text, (now != null) ? now.model() : null,
					text, text, (now != null) ? now.operation() : "null");
		}).toList();
	}

	private void assertHistoryIsThatOfModel() {
		Map<Entry, UUID> ids = new IdentityHashMap<>();
		for (String image : this.images) {
			List<Row> rows = Objects.requireNonNull(this.statements.sql("""
					SELECT caption_id, text, source, model, replaces, operation_id, is_kept FROM captions
					WHERE image_id = :id ORDER BY caption_id""")
				.bind("id", UUID.fromString(image))
				.all((row) -> new Row(Columns.get(row, 0, UUID.class), row.get(1, String.class),
						Columns.get(row, 2, String.class), row.get(3, String.class), row.get(4, UUID.class),
						Columns.get(row, 5, UUID.class).toString(), Columns.get(row, 6, Boolean.class)))
				.collectList()
				.block());
			List<Entry> known = this.model.entries.stream().filter((entry) -> entry.image().equals(image)).toList();
			assertThat(rows).hasSameSizeAs(known);
			for (int i = 0; i < rows.size(); i++) {
				Row row = rows.get(i);
				Entry entry = known.get(i);
				ids.put(entry, row.id());
				assertThat(row).isEqualTo(new Row(row.id(), entry.text(), entry.source(), entry.model(),
						(entry.replaces() != null) ? ids.get(entry.replaces()) : null, entry.operation(),
						entry.kept()));
			}
		}
		this.model.operations.forEach((id, counts) -> {
			Http.Answer operation = this.http.get("/api/captions/operations/" + id);
			if (operation.status() == 200) {
				assertThat(operation.json().path("saved").asLong()).isEqualTo(counts[0]);
				assertThat(operation.json().path("kept").asLong()).isEqualTo(counts[1]);
				assertThat(operation.json().path("current").asLong()).isEqualTo(this.model.current.values()
					.stream()
					.filter((entry) -> entry != null && entry.operation().equals(id))
					.count());
			}
		});
	}

	private String image() {
		return this.images.get(this.random.nextInt(this.images.size()));
	}

	private List<String> some() {
		return this.images.subList(0, 1 + this.random.nextInt(this.images.size()));
	}

	private static String get(Map<String, String> item, String name) {
		return Objects.requireNonNull(item.get(name));
	}

	private static @Nullable String text(JsonNode value) {
		return value.isNull() ? null : value.stringValue();
	}

	private static JsonNode ok(Http.Answer answer) {
		assertThat(answer.status()).as(answer.text()).isEqualTo(200);
		return answer.json();
	}

	/** A row of the history. */
	private record Row(UUID id, @Nullable String text, String source, @Nullable String model, @Nullable UUID replaces,
			String operation, boolean kept) {
	}

}
