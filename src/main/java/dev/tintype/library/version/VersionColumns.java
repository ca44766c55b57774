package dev.tintype.library.version;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.tintype.data.sql.Dialect;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Passes any number of versions to one statement. PostgreSQL gets them as one JSON array.
 * H2 gets an array of texts for each column. The driver of H2 refuses null elements, so
 * an empty text stands for null, and {@code =} is put before each other text.
 */
final class VersionColumns {

	private static final String KEYWORDS = "keywords";

	private static final String METADATA = "metadata";

	private static final List<Column> ALL = List.of(new Column("id", "UUID", (row) -> row.version().id()),
			new Column("media_asset_id", "UUID", (row) -> row.version().assetId()),
			new Column("tier", "VARCHAR", (row) -> row.version().tier().text()),
			new Column("file_path", "VARCHAR", (row) -> row.version().filePath()),
			new Column("file_hash", "VARCHAR", (row) -> row.version().fileHash()),
			new Column("file_size", "BIGINT", (row) -> row.version().fileSize()),
			new Column("mime_type", "VARCHAR", (row) -> row.version().mimeType()),
			new Column(METADATA, "JSON", (row) -> row.version().metadata()),
			new Column("is_reviewed", "BOOLEAN", (row) -> row.version().reviewed()),
			new Column("rating", "INT", (row) -> row.version().rating()),
			new Column("location", "VARCHAR", (row) -> row.version().location()),
			new Column("event_type", "VARCHAR", (row) -> row.version().eventType()),
			new Column("event_name", "VARCHAR", (row) -> row.version().eventName()),
			new Column("ai_short_description", "VARCHAR", (row) -> row.version().aiShortDescription()),
			new Column("processing_state", "VARCHAR", (row) -> row.version().state().text()),
			new Column("created_at", "TIMESTAMP WITH TIME ZONE", (row) -> row.version().createdAt()),
			new Column("taken_at", "TIMESTAMP", (row) -> row.version().takenAt()),
			new Column("taken_source", "VARCHAR", (row) -> row.version().takenSource()),
			new Column("camera", "VARCHAR", (row) -> row.version().camera()),
			new Column("lens", "VARCHAR", (row) -> row.version().lens()),
			new Column("latitude", "DOUBLE PRECISION", (row) -> row.version().latitude()),
			new Column("longitude", "DOUBLE PRECISION", (row) -> row.version().longitude()),
			new Column("coordinates_source", "VARCHAR", (row) -> row.version().coordinatesSource()),
			new Column("phash", "BIGINT", (row) -> row.version().phash()),
			new Column("perceptual_hash", "VARCHAR", (row) -> row.version().perceptualHash()),
			new Column("is_embedded", "BOOLEAN", (row) -> row.version().embedded()),
			new Column("embedded_caption_id", "UUID", (row) -> row.version().embeddedCaptionId()),
			new Column("search_text", "VARCHAR", Row::searchText));

	/** The columns that never change. */
	private static final List<String> FIXED = List.of("id", "media_asset_id", "tier", "created_at");

	private static final String INSERT = """
			/* insertVersions */
			INSERT INTO file_versions (%1$s, keywords, updated_at)
			SELECT %1$s, keywords, created_at FROM (SELECT %2$s, t.keywords FROM %3$s) v
			""";

	private static final String UPDATE_H2 = """
			/* updateVersions */
			MERGE INTO file_versions v USING (SELECT %2$s, t.keywords FROM %3$s) t ON v.id = t.id
			WHEN MATCHED THEN UPDATE SET %1$s, keywords = t.keywords, revision = v.revision + 1, updated_at = :now
			""";

	private static final String UPDATE_POSTGRESQL = """
			/* updateVersions */
			UPDATE file_versions v
			SET %1$s, keywords = t.keywords, revision = v.revision + 1, updated_at = :now
			FROM %3$s WHERE v.id = t.id
			""";

	private VersionColumns() {
	}

	/**
	 * The statement that inserts rows.
	 */
	static String insert(Dialect dialect) {
		String values = dialect.choose(joined((column) -> true, Column::decoded),
				joined((column) -> true, (column) -> "t." + column.name()));
		return INSERT.formatted(joined((column) -> true, Column::name), values, source(dialect));
	}

	/**
	 * The statement that updates rows by their ids.
	 */
	static String update(Dialect dialect) {
		String changes = joined((column) -> !FIXED.contains(column.name()),
				(column) -> column.name() + " = t." + column.name());
		return dialect.choose(UPDATE_H2, UPDATE_POSTGRESQL)
			.formatted(changes, joined((column) -> true, Column::decoded), source(dialect));
	}

	private static String source(Dialect dialect) {
		String arrays = joined((column) -> true, (column) -> "CAST(:" + column.name() + " AS VARCHAR ARRAY)");
		String names = joined((column) -> true, Column::name);
		String types = joined((column) -> true,
				(column) -> column.name() + " " + column.type().replace("JSON", "JSONB"));
		return dialect.choose(
				"unnest(%s, CAST(:keywords AS VARCHAR ARRAY ARRAY)) AS t(%s, keywords)".formatted(arrays, names),
				"jsonb_to_recordset(CAST(:rows AS JSONB)) AS t(%s, keywords TEXT[])".formatted(types));
	}

	private static String joined(Predicate<Column> chosen, Function<Column, String> part) {
		return ALL.stream().filter(chosen).map(part).collect(Collectors.joining(", "));
	}

	/**
	 * The parameters of either statement.
	 * @return values by name
	 */
	static Map<String, Object> values(Dialect dialect, List<Row> rows) {
		return switch (dialect) {
			case H2 -> arrays(rows);
			case POSTGRESQL -> Map.of("rows", Json.MAPPER.writeValueAsString(json(rows)));
		};
	}

	private static Map<String, Object> arrays(List<Row> rows) {
		Map<String, Object> values = new HashMap<>();
		for (Column column : ALL) {
			values.put(column.name(),
					rows.stream().map((row) -> encoded(column.value().apply(row))).toArray(String[]::new));
		}
		values.put(KEYWORDS,
				rows.stream().map((row) -> row.version().keywords().toArray(String[]::new)).toArray(String[][]::new));
		return values;
	}

	private static String encoded(@Nullable Object value) {
		return (value != null) ? "=" + value : "";
	}

	private static ArrayNode json(List<Row> rows) {
		ArrayNode array = Json.MAPPER.createArrayNode();
		for (Row row : rows) {
			ObjectNode node = array.addObject();
			for (Column column : ALL) {
				Object value = column.value().apply(row);
				if (column.name().equals(METADATA)) {
					node.set(METADATA, row.version().metadata());
				}
				else {
					node.put(column.name(), (value != null) ? value.toString() : null);
				}
			}
			ArrayNode keywords = node.putArray(KEYWORDS);
			row.version().keywords().forEach(keywords::add);
		}
		return array;
	}

	/**
	 * A row to write.
	 *
	 * @param searchText the derived column
	 */
	record Row(Version version, String searchText) {
	}

	/**
	 * A column.
	 *
	 * @param type on H2; PostgreSQL knows all of them but JSON
	 * @param value null for null
	 */
	private record Column(String name, String type, Function<Row, @Nullable Object> value) {

		String decoded() {
			return cast() + " AS " + this.name;
		}

		String cast() {
			String text = "CASE WHEN t." + this.name + " = '' THEN NULL ELSE SUBSTRING(t." + this.name + ", 2) END";
			return this.type.equals("JSON") ? text + " FORMAT JSON" : "CAST(" + text + " AS " + this.type + ")";
		}

	}

}
