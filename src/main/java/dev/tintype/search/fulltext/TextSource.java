package dev.tintype.search.fulltext;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A table whose rows are searched by their words. On H2 the index reads it; PostgreSQL
 * keeps its own index.
 */
public interface TextSource {

	/**
	 * Names the index.
	 * @return {@code document} or {@code message}
	 */
	String kind();

	/**
	 * Reads rows as they are committed.
	 * @param ids of the rows, at most 1,000
	 * @return those that there are, in any order; a page at a time where they are large
	 */
	Flux<TextEntry> load(Collection<UUID> ids);

	/**
	 * Reads the ids of all rows, to make an index anew.
	 * @return page by page
	 */
	Flux<List<UUID>> ids();

	/**
	 * How many rows there are.
	 * @return exactly
	 */
	Mono<Long> count();

}
