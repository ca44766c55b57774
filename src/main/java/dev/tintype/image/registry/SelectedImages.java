package dev.tintype.image.registry;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.RegexLimit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Counts and lists the images that a filter selects, for work that goes through all of
 * them in the order of their ids.
 */
@Repository
public class SelectedImages {

	private static final String COUNT = """
			/* countSelectedImages */ SELECT count(*) FROM images i WHERE %s AND %s
			""";

	private static final String IDS = """
			/* listSelectedImages */
			SELECT i.image_id FROM images i WHERE %s AND i.image_id > :after AND %s ORDER BY i.image_id LIMIT :limit
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	SelectedImages(Statements statements, Dialect dialect, RegexLimit regexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
	}

	/**
	 * Counts the images.
	 * @param condition of the work over {@code images i}
	 * @param filter of the request, null for all images
	 * @return the number of images that meet both
	 */
	public Mono<Long> count(String condition, @Nullable RowFilter filter) {
		FilterSql sql = sql(filter);
		return this.statements.sql(COUNT.formatted(condition, sql.condition())).bind(sql.values()).value(Long.class);
	}

	/**
	 * Lists images in the order of their ids.
	 * @param condition of the work over {@code images i}
	 * @param filter of the request, null for all images
	 * @param after the id before the first
	 * @return at most as many as the limit
	 */
	public Mono<List<UUID>> ids(String condition, @Nullable RowFilter filter, UUID after, int limit) {
		FilterSql sql = sql(filter);
		return this.statements.sql(IDS.formatted(condition, sql.condition()))
			.bind(sql.values())
			.bind("after", after)
			.bind("limit", limit)
			.all((row) -> Columns.get(row, 0, UUID.class))
			.collectList();
	}

	/**
	 * Lists all images page by page.
	 * @param condition of the work over {@code images i}
	 * @param filter of the request, null for all images
	 * @param after the id before the first
	 * @param size of a page
	 * @return the pages in the order of the ids, none of them empty. A page is read when
	 * the subscriber requests it
	 */
	public Flux<List<UUID>> pages(String condition, @Nullable RowFilter filter, UUID after, int size) {
		Function<UUID, Mono<List<UUID>>> page = (last) -> ids(condition, filter, last, size);
		return page.apply(after)
			.expand((ids) -> (ids.size() < size) ? Mono.empty() : page.apply(ids.get(size - 1)))
			.filter((ids) -> !ids.isEmpty());
	}

	// The usual limit holds for expressions, because statements run within transactions.
	private FilterSql sql(@Nullable RowFilter filter) {
		return FilterSql.of(filter, this.dialect, this.regexes.usual());
	}

}
