package dev.tintype.operation.archive;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.operation.copy.Column;
import dev.tintype.operation.copy.ColumnType;
import dev.tintype.operation.copy.Table;
import org.jspecify.annotations.Nullable;

/**
 * Fills all tables of a schema with values that are easily corrupted on their way. It
 * reads the catalogue, so that it also fills new tables.
 */
final class AwkwardRows {

	/** The last text is longer than the part of a field that is in memory. */
	private static final List<String> TEXTS = List.of("", "\\N", "\\", "\\.", "a\tb\nc\rd", "null", "naïve – ‘x’",
			"\u2028\u2029\u0085\u00a0", "\uD83D\uDC69\u200D\uD83D\uDE80 \uD842\uDFB7", "\u0001\b\f\u000b\u007f",
			"'; DROP TABLE images; --", "مرحبا", "\\x41", "e\u0301\uFEFF", "x😀".repeat(60_000));

	private static final long[] NUMBERS = { 0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE, 1_234_567_890_123L };

	private static final int BATCH = 200;

	/** Columns that get long texts. Others are in indexes, or would test nothing else. */
	private static final String LONG = "(captions|prompts|document|message|kinds|thumbnails|file_versions.search)"
			+ "(?!.*(hash|key|code|model|format|thread_id)).*";

	/** Values that constraints require. */
	private static final Map<String, Object> FIXED = Map.ofEntries(Map.entry("captions.source", "import"),
			Map.entry("caption_operations.kind", "edit"), Map.entry("caption_runs.state", "finished"),
			Map.entry("file_versions.tier", "gold"), Map.entry("file_versions.rating", 5),
			Map.entry("file_versions.processing_state", "promoted"), Map.entry("faces.confidence", 100),
			Map.entry("relationships.relationship_type", "friend"), Map.entry("events.type", "birthday"),
			Map.entry("events.recurring_type", "weekly"), Map.entry("ai_prompts.category", "naming"),
			Map.entry("ai_prompts.provider", "both"), Map.entry("ingest_conflicts.suggested", "replace"),
			Map.entry("users.role", "editor"), Map.entry("api_keys.scope", "write"),
			Map.entry("api_keys.prefix", "tt_01234567"));

	/** Columns that are null when another column of the row is null. */
	private static final Map<String, String> NULL_WITH = Map.of("images.caption_folded", "images.caption");

	/** References with a foreign key on H2 only. */
	private static final Map<String, Map<String, String>> HELD_WITHOUT_KEY = Map.of("captions",
			Map.of("image_id", "images.image_id"));

	private final ArchivedDatabase database;

	private final Random random;

	/** The columns of the row that are null. */
	private final Set<String> nulls = new HashSet<>();

	/** The values of the columns that others refer to. */
	private final Map<String, List<Object>> written = new HashMap<>();

	AwkwardRows(ArchivedDatabase database, long seed) {
		this.database = database;
		this.random = new Random(seed);
	}

	/**
	 * Adds rows to every table.
	 * @return the database
	 */
	static ArchivedDatabase fill(ArchivedDatabase database, long seed, int count) throws SQLException {
		AwkwardRows rows = new AwkwardRows(database, seed);
		try (Connection connection = database.dataSource().getConnection()) {
			connection.setAutoCommit(false);
			Map<Table, List<Shape>> shapes = new LinkedHashMap<>();
			for (Table table : database.tables()) {
				shapes.put(table, shapes(connection, table));
			}
			shapes.values()
				.stream()
				.flatMap(List::stream)
				.map(Shape::parent)
				.filter(Objects::nonNull)
				.forEach((parent) -> rows.written.put(parent, new ArrayList<>()));
			for (Map.Entry<Table, List<Shape>> table : shapes.entrySet()) {
				rows.add(connection, table.getKey(), table.getValue(), count);
			}
		}
		return database;
	}

	static List<String> texts() {
		return TEXTS;
	}

	private void add(Connection connection, Table table, List<Shape> shapes, int count) throws SQLException {
		String places = table.columns()
			.stream()
			.map((column) -> (column.type() == ColumnType.JSON)
					? this.database.dialect().choose("? FORMAT JSON", "?::json") : "?")
			.collect(Collectors.joining(", "));
		try (PreparedStatement insert = connection.prepareStatement(
				"INSERT INTO %s (%s) VALUES (%s)".formatted(table.quoted(), table.columnList(), places))) {
			for (int row = 0; row < count; row++) {
				this.nulls.clear();
				for (int i = 0; i < shapes.size(); i++) {
					insert.setObject(i + 1, value(shapes.get(i), row));
				}
				insert.addBatch();
				if (row % BATCH == BATCH - 1 || row == count - 1) {
					insert.executeBatch();
					connection.commit();
				}
			}
		}
	}

	private static List<Shape> shapes(Connection connection, Table table) throws SQLException {
		DatabaseMetaData metaData = connection.getMetaData();
		Map<String, String> parents = new HashMap<>(HELD_WITHOUT_KEY.getOrDefault(table.name(), Map.of()));
		try (ResultSet keys = metaData.getImportedKeys(null, connection.getSchema(), table.name())) {
			while (keys.next()) {
				parents.put(keys.getString("FKCOLUMN_NAME"),
						keys.getString("PKTABLE_NAME") + "." + keys.getString("PKCOLUMN_NAME"));
			}
		}
		List<Shape> shapes = new ArrayList<>();
		for (Column column : table.columns()) {
			try (ResultSet found = metaData.getColumns(null, connection.getSchema(), table.name(),
					column.name().contains("\"") ? "Odd%" : column.name())) {
				found.next();
				shapes.add(new Shape(table.name() + "." + column.name(), column.type(), found.getInt("COLUMN_SIZE"),
						found.getInt("NULLABLE") == DatabaseMetaData.columnNullable,
						column.name().equals(table.identity()), parents.get(column.name())));
			}
		}
		return shapes;
	}

	private @Nullable Object value(Shape shape, int row) {
		Object value = fresh(shape, row);
		List<Object> referred = this.written.get(shape.name());
		if (value != null && referred != null) {
			referred.add(value);
		}
		return value;
	}

	private @Nullable Object fresh(Shape shape, int row) {
		if (shape.parent() != null) {
			return (shape.nullable() && row % 4 == 3) ? null
					: this.written.getOrDefault(shape.parent(), List.of()).get(row);
		}
		if (shape.identity()) {
			return 10_000_000_000L + row;
		}
		if (FIXED.containsKey(shape.name())) {
			return FIXED.get(shape.name());
		}
		if (isNull(shape)) {
			this.nulls.add(shape.name());
			return null;
		}
		return switch (shape.type()) {
			case UUID -> new UUID(this.random.nextLong(), this.random.nextLong());
			case TEXT -> text(shape, row);
			case TIMESTAMP -> OffsetDateTime.of(1900 + this.random.nextInt(300), 2, 28, 23, 59, 59,
					(row % 3 == 0) ? 0 : this.random.nextInt(1_000_000) * 1_000, ZoneOffset.ofHours(row % 5 - 2));
			case LOCAL_TIMESTAMP -> LocalDateTime.of(1900 + this.random.nextInt(300), 2, 28, 23, 59, 59,
					(row % 3 == 0) ? 0 : this.random.nextInt(1_000_000) * 1_000);
			case DATE -> LocalDate.of(2024, 2, 29).plusDays(row);
			case BOOLEAN -> this.random.nextBoolean();
			case INTEGER -> number(shape, row);
			case DECIMAL -> new BigDecimal("12345678901234567890.0123456789").negate();
			case DOUBLE -> new double[] { 0.1, -1e300, Double.MIN_VALUE, 1e10 }[row % 4];
			case BYTES -> bytes(row);
			case JSON -> "{\"a\":[[],[1.50,[null,\"é\\\\n😀\"]]],\"b\":{\"\":true},\"c\":\"a,b}\\\"\"}";
			case TEXT_ARRAY -> words(row);
		};
	}

	// Every fourth array is empty, and one is longer than the part of a field that is in
	// memory.
	private static @Nullable String[] words(int row) {
		List<@Nullable String> words = new ArrayList<>(TEXTS.subList(0, TEXTS.size() - 1));
		words.addAll(Arrays.asList("a,b", "{x}", "\"", "NULL", null, "a b", "A/B/C"));
		return (row % 4 == 1) ? new String[0] : (row == 2) ? new String[] { TEXTS.get(TEXTS.size() - 1).repeat(5), "a" }
				: words.toArray(String[]::new);
	}

	private boolean isNull(Shape shape) {
		String other = NULL_WITH.get(shape.name());
		return (other != null) ? this.nulls.contains(other) : shape.nullable() && this.random.nextInt(4) == 0;
	}

	// The beginning makes the text unique, except for a few that must be unchanged.
	private String text(Shape shape, int row) {
		String awkward = TEXTS.get(row % TEXTS.size());
		boolean small = row > 100 || shape.size() <= 1000 || !shape.name().matches(LONG);
		String text = ((row < TEXTS.size()) ? "" : row + " ") + ((small && awkward.length() > 100) ? "x😀" : awkward);
		return small ? text.substring(0, Math.min(text.length(), 50)) : text;
	}

	private static Object number(Shape shape, int row) {
		long number = NUMBERS[row % NUMBERS.length];
		return switch (shape.size()) {
			case 5, 16 -> (short) Math.max(-10_000, Math.min(10_000, number));
			case 10, 32 -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, number));
			default -> number;
		};
	}

	private byte[] bytes(int row) {
		byte[] bytes = new byte[(row == 7) ? 300_000 : row % 100 * 10];
		this.random.nextBytes(bytes);
		return bytes;
	}

	/** What values a column accepts. */
	private record Shape(String name, ColumnType type, int size, boolean nullable, boolean identity,
			@Nullable String parent) {
	}

}
