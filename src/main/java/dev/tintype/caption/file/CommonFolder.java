package dev.tintype.caption.file;

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
 * Finds the folder that registered images have in common: that of the first and the last
 * path, since all paths in between begin alike.
 */
@Repository
public class CommonFolder {

	private static final String PATH = """
			/* findOutermostPath */
			SELECT i.file_path FROM images i WHERE i.file_path IS NOT NULL AND NOT i.is_stored AND %s
			ORDER BY i.file_path %s LIMIT 1
			""";

	private final Statements statements;

	private final Dialect dialect;

	private final RegexLimit regexes;

	CommonFolder(Statements statements, Dialect dialect, RegexLimit regexes) {
		this.statements = statements;
		this.dialect = dialect;
		this.regexes = regexes;
	}

	/**
	 * Finds the common folder of the images that a filter selects.
	 * @param filter null for all images
	 * @return absolute, with a separator at its end; empty if no image is a registered
	 * file
	 */
	public Mono<String> find(@Nullable RowFilter filter) {
		return Mono.zip(path(filter, "ASC"), path(filter, "DESC"), ImageName::common).defaultIfEmpty("");
	}

	private Mono<String> path(@Nullable RowFilter filter, String direction) {
		FilterSql sql = FilterSql.of(filter, this.dialect, this.regexes.usual());
		return this.statements.sql(PATH.formatted(sql.condition(), direction))
			.bind(sql.values())
			.one((row) -> Columns.get(row, 0, String.class));
	}

}
