package dev.tintype.image.media;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.search.filter.FilterSql;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.search.regex.RegexLimit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Finds the images whose thumbnails are made before they are needed: those that have
 * bytes.
 */
@Repository
class WarmImages {

	private static final String COUNT = """
			/* countWarmImages */ SELECT count(*) FROM images i WHERE i.is_uploaded AND (%s)
			""";

	private static final String IDS = """
			/* listWarmImages */
			SELECT i.image_id FROM images i WHERE i.is_uploaded AND i.image_id > :after AND (%s)
			ORDER BY i.image_id LIMIT :limit
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	WarmImages(Statements statements, Dialect dialect, RegexLimit regexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
	}

	Mono<Long> count(@Nullable RowFilter filter) {
		FilterSql sql = sql(filter);
		return this.statements.sql(COUNT.formatted(sql.condition())).bind(sql.values()).value(Long.class);
	}

	/**
	 * Lists images in the order of their ids.
	 * @param after the id before the first
	 */
	Mono<List<UUID>> ids(@Nullable RowFilter filter, UUID after, int limit) {
		FilterSql sql = sql(filter);
		return this.statements.sql(IDS.formatted(sql.condition()))
			.bind(sql.values())
			.bind("after", after)
			.bind("limit", limit)
			.all((row) -> Columns.get(row, 0, UUID.class))
			.collectList();
	}

	private FilterSql sql(@Nullable RowFilter filter) {
		return (filter != null) ? filter.sql(this.dialect, this.regexes.usual()) : new FilterSql("TRUE", Map.of());
	}

}
