package dev.tintype.image.overview;

import java.util.Objects;
import java.util.concurrent.TimeoutException;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.image.registry.ImageSelection;
import dev.tintype.search.regex.RegexLimit;
import dev.tintype.web.listing.Where;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Reads the shapes of all images of a list with one statement.
 */
@Component
class ImageOutline {

	/**
	 * Five bytes per image while a million of them are read: the bytes, the driver's
	 * value and the JSON.
	 */
	private static final long MEMORY = 5_000_000;

	/**
	 * PostgreSQL returns all bytes in one value. A row per image would cost the driver
	 * several objects each.
	 */
	private static final String READ_POSTGRESQL = """
			/* outlineImages */
			SELECT string_agg(o.shape, CAST('' AS BYTEA)) FROM (
			  SELECT set_byte(CAST('\\x00' AS BYTEA), 0, 255 & CASE WHEN i.width > 0 AND i.height > 0
			    THEN GREATEST(-127, LEAST(127, CAST(round(
			      32 * ln(CAST(i.width AS DOUBLE PRECISION) / i.height) / ln(CAST(2 AS DOUBLE PRECISION))) AS INT)))
			    ELSE -128 END) AS shape
			  FROM images i %s ORDER BY %s) o
			""";

	private static final String READ_H2 = """
			/* outlineImages */
			SELECT CASE WHEN i.width > 0 AND i.height > 0
			  THEN GREATEST(-127, LEAST(127, CAST(ROUND(
			    32 * LN(CAST(i.width AS DOUBLE PRECISION) / i.height) / LN(2)) AS INT)))
			  ELSE -128 END
			FROM images i %s ORDER BY %s
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	private final StreamBudget streams;

	ImageOutline(Statements statements, Dialect dialect, RegexLimit regexes, StreamBudget streams) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
		this.streams = streams;
	}

	/**
	 * Reads the shapes. Only as many requests as pages of streams are read at the same
	 * time, with memory of the same budget.
	 * @return in the order of the list. It fails with a {@link TimeoutException} if the
	 * streams leave no memory in time
	 */
	Mono<Shapes> read(ImageSelection selection) {
		return Mono.usingWhen(this.streams.toRead(MEMORY),
				(lease) -> this.regexes.run(selection.isMatching(), () -> shapes(selection)),
				(lease) -> Mono.fromRunnable(lease::release));
	}

	private Mono<Shapes> shapes(ImageSelection selection) {
		Where where = selection.where(this.dialect);
		Statements.Call call = this.statements
			.sql(this.dialect.choose(READ_H2, READ_POSTGRESQL).formatted(where.sql(), selection.order().orderBy()))
			.bind(where.values())
			.bind(selection.orderValues());
		return switch (this.dialect) {
			case POSTGRESQL ->
				call.one((row) -> new Shapes(Objects.requireNonNullElse(row.get(0, byte[].class), new byte[0])));
			case H2 -> call.<Integer>all((row) -> Objects.requireNonNull(row.get(0, Integer.class)))
				.reduceWith(Shapes::new, (shapes, shape) -> shapes.add(shape.byteValue()));
		};
	}

}
