package dev.tintype.caption.insight;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Records;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.RegexLimit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the current captions of the images that a filter selects, in the order of the
 * images.
 */
@Repository
class CurrentTexts {

	private static final String READ = """
			FROM images i WHERE i.caption IS NOT NULL AND i.image_id > :after AND %s
			ORDER BY i.image_id LIMIT :limit
			""";

	private static final String READ_H2 = "/* readCaptions */ SELECT i.image_id, i.caption_rank, i.caption " + READ;

	private static final String READ_POSTGRESQL = """
			/* readCaptions */
			SELECT string_agg(record_send(r), CAST('' AS BYTEA)) FROM (
			  SELECT ROW(i.image_id, i.caption_rank, i.caption) AS r
			""" + READ + ") images";

	private static final String COUNT = "/* countSelectedImages */ SELECT count(*) FROM images i WHERE %s";

	private static final UUID START = new UUID(0, 0);

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	CurrentTexts(Statements statements, Dialect dialect, RegexLimit regexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
	}

	/**
	 * Passes each caption to a visitor.
	 * @param filter of the images, null for all
	 * @return completes after the last one
	 */
	Mono<Void> visit(@Nullable RowFilter filter, Visitor visitor) {
		return Pages.visit(START, (after, limit) -> read(filter, after, limit), Text::imageId, Text::length,
				visitor::visit);
	}

	/**
	 * Counts the images that a filter selects, also those without a caption.
	 */
	Mono<Long> images(@Nullable RowFilter filter) {
		FilterSql sql = sql(filter);
		return this.statements.sql(COUNT.formatted(sql.condition())).bind(sql.values()).value(Long.class);
	}

	private Mono<List<Text>> read(@Nullable RowFilter filter, UUID after, int limit) {
		FilterSql sql = sql(filter);
		String text = this.dialect.choose(READ_H2, READ_POSTGRESQL).formatted(sql.condition());
		Statements.Call call = this.statements.sql(text).bind(sql.values()).bind("after", after).bind("limit", limit);
		return switch (this.dialect) {
			case POSTGRESQL -> call.one((row) -> texts(row.get(0, byte[].class)));
			case H2 -> call.all((row) -> {
				byte[] bytes = Columns.get(row, 2, String.class).getBytes(StandardCharsets.UTF_8);
				return new Text(Columns.get(row, 0, UUID.class), Columns.get(row, 1, Integer.class), bytes, 0,
						bytes.length);
			}).collectList();
		};
	}

	private static List<Text> texts(byte @Nullable [] bytes) {
		List<Text> texts = new ArrayList<>();
		Records records = new Records(Objects.requireNonNullElse(bytes, new byte[0]));
		while (records.nextRow()) {
			records.next();
			UUID id = records.id();
			records.next();
			int rank = (int) records.number();
			records.next();
			texts.add(new Text(id, rank, records.bytes(), records.from(), records.length()));
		}
		return texts;
	}

	// The usual limit holds for expressions, because a statement reads only a page.
	private FilterSql sql(@Nullable RowFilter filter) {
		return FilterSql.of(filter, this.dialect, this.regexes.usual());
	}

	/**
	 * Receives captions.
	 */
	@FunctionalInterface
	interface Visitor {

		void visit(Text text);

	}

	/**
	 * The current caption of an image.
	 *
	 * @param rank of its source
	 * @param bytes UTF-8, of which the caption is a part
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Text(UUID imageId, int rank, byte[] bytes, int from, int length) {

		String string() {
			return new String(this.bytes, this.from, this.length, StandardCharsets.UTF_8);
		}

		long hash() {
			return TextMeasure.hash(this.bytes, this.from, this.length);
		}

	}

}
