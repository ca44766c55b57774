package dev.tintype.search.filter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.support.AnyCase;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A table for filters, with absent values and awkward texts, and the same rows in Java.
 */
final class FilterRows {

	static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

	static final FilterFields FIELDS = FilterFields.of("rows", FilterField.id("id", "r.id"),
			FilterField.text("name", "r.name").folded("r.name_folded"), FilterField.text("note", "r.note").nullable(),
			FilterField.largeText("content", "r.content").nullable(),
			FilterField.integer("size", "r.byte_size").nullable(), FilterField.integer("count", "r.uses"),
			FilterField.decimal("ratio", "r.ratio").nullable(), FilterField.moment("created", "r.created_at"),
			FilterField.moment("taken", "r.taken_at").nullable(), FilterField.wallTime("wall", "r.wall").nullable(),
			FilterField.flag("noted", "r.note IS NOT NULL", "r.note IS NULL"),
			FilterField.id("parent", "r.parent").nullable(), FilterField.text("tags", "t.tag")
				.listWithin("EXISTS (SELECT 1 FROM filter_tags t WHERE t.id = r.id AND %s)"));

	static final List<String> TEXTS = List.of("", " ", "lake", "Lake.JPG", "LAKE", "a'b", "a\"b", "a\\b", "100%",
			"100 percent", "a_b", "axb", "\\", "'", "😀 smile", "smile 😁", "\uffff", "İstanbul", "istanbul",
			"i\u0307stanbul", "straße", "STRASSE", "e\u0301te\u0301", "\u00e9t\u00e9", "ÉTÉ", "or", "1 OR 1=1",
			"'; DROP TABLE filter_rows; --", ":filter_0", "$1", "?", "line\nbreak", "Фото", "фото");

	private static final List<String> CREATE = List.of("""
			CREATE TABLE filter_rows (id UUID PRIMARY KEY, name VARCHAR NOT NULL, name_folded VARCHAR NOT NULL,
			  note VARCHAR, content %s, byte_size BIGINT, uses INT NOT NULL, ratio DOUBLE PRECISION,
			  created_at TIMESTAMP WITH TIME ZONE NOT NULL, taken_at TIMESTAMP WITH TIME ZONE, wall TIMESTAMP,
			  parent UUID)
			""", "CREATE TABLE filter_tags (id UUID NOT NULL, tag VARCHAR)");

	private static final String INSERT = """
			INSERT INTO filter_rows
			SELECT :id, :name, :folded, NULLIF(:note, 'none'), NULLIF(:content, 'none'), NULLIF(:byte_size, -99),
			  :uses, NULLIF(CAST(:ratio AS DOUBLE PRECISION), -99), :created_at, NULLIF(:taken_at, :created_at),
			  NULLIF(:wall, TIMESTAMP '1970-01-01 00:00:00'), NULLIF(:parent, :id)
			""";

	private FilterRows() {
	}

	/**
	 * Creates random rows.
	 */
	static List<Row> random(Random random, int count) {
		List<UUID> ids = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			ids.add(new UUID(random.nextLong(), random.nextLong()));
		}
		List<Row> rows = new ArrayList<>();
		for (UUID id : ids) {
			rows.add(new Row(id, text(random), (random.nextInt(3) == 0) ? null : text(random),
					(random.nextInt(4) == 0) ? null : text(random) + text(random),
					(random.nextInt(4) == 0) ? null : number(random), (int) number(random),
					(random.nextInt(4) == 0) ? null : random.nextInt(-4, 5) / 4.0, moment(random),
					(random.nextInt(3) == 0) ? null : moment(random),
					(random.nextInt(2) == 0) ? null : ids.get(random.nextInt(count)),
					random.ints(random.nextInt(3), 0, TEXTS.size()).mapToObj(TEXTS::get).toList()));
		}
		return rows;
	}

	static String text(Random random) {
		return TEXTS.get(random.nextInt(TEXTS.size()));
	}

	static long number(Random random) {
		return switch (random.nextInt(8)) {
			case 0 -> Integer.MAX_VALUE;
			case 1 -> Integer.MIN_VALUE;
			default -> random.nextInt(-3, 4);
		};
	}

	/**
	 * A moment near the end of a day or near now, in whole microseconds.
	 */
	static Instant moment(Random random) {
		Instant base = NOW.minus(Duration.ofHours(12L * random.nextInt(20)));
		return base.plusNanos(1_000L * random.nextInt(-2, 3));
	}

	static Mono<Void> create(Statements statements, Dialect dialect, List<Row> rows) {
		String large = dialect.choose("CHARACTER LARGE OBJECT", "TEXT");
		return Flux.fromIterable(CREATE)
			.concatMap((sql) -> statements.sql(sql.replace("%s", large)).then())
			.thenMany(Flux.fromIterable(rows))
			.concatMap((row) -> insert(statements, row))
			.then();
	}

	private static Mono<Void> insert(Statements statements, Row row) {
		return statements.sql(INSERT)
			.bind("id", row.id())
			.bind("name", row.name())
			.bind("folded", AnyCase.fold(row.name()))
			.bind("note", Objects.requireNonNullElse(row.note(), "none"))
			.bind("content", Objects.requireNonNullElse(row.content(), "none"))
			.bind("byte_size", Objects.requireNonNullElse(row.size(), -99L))
			.bind("uses", row.count())
			.bind("ratio", Objects.requireNonNullElse(row.ratio(), -99.0))
			.bind("created_at", row.created())
			.bind("taken_at", Objects.requireNonNullElse(row.taken(), row.created()))
			.bind("wall",
					LocalDateTime.ofInstant(Objects.requireNonNullElse(row.taken(), Instant.EPOCH), ZoneOffset.UTC))
			.bind("parent", Objects.requireNonNullElse(row.parent(), row.id()))
			.then()
			.thenMany(Flux.fromIterable(row.tags()))
			.concatMap((tag) -> statements.sql("INSERT INTO filter_tags VALUES (:id, :tag)")
				.bind("id", row.id())
				.bind("tag", tag)
				.then())
			.then();
	}

	static Mono<Void> drop(Statements statements) {
		return Flux.just("DROP TABLE IF EXISTS filter_rows", "DROP TABLE IF EXISTS filter_tags")
			.concatMap((sql) -> statements.sql(sql).then())
			.then();
	}

	/**
	 * A row.
	 */
	record Row(UUID id, String name, @Nullable String note, @Nullable String content, @Nullable Long size, int count,
			@Nullable Double ratio, Instant created, @Nullable Instant taken, @Nullable UUID parent,
			List<String> tags) {

		Row {
			// In the statement above, an equal moment means no value.
			taken = created.equals(taken) ? null : taken;
			parent = id.equals(parent) ? null : parent;
		}

		@Nullable Object value(String field) {
			return switch (field) {
				case "id" -> this.id;
				case "name" -> this.name;
				case "note" -> this.note;
				case "content" -> this.content;
				case "size" -> this.size;
				case "count" -> (long) this.count;
				case "ratio" -> this.ratio;
				case "created" -> this.created;
				case "taken", "wall" -> this.taken;
				case "parent" -> this.parent;
				case "noted" -> this.note != null;
				case "tags" -> this.tags;
				default -> throw new IllegalArgumentException(field);
			};
		}

	}

}
