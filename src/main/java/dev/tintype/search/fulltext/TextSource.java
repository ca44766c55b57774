package dev.tintype.search.fulltext;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A table with full-text search. On H2 the index reads its rows; PostgreSQL has its own
 * index.
 */
public interface TextSource {

	/**
	 * The name of the index.
	 * @return {@code document} or {@code message}
	 */
	String kind();

	/**
	 * Reads committed rows.
	 * @param ids of the rows, at most 1,000
	 * @return the existing rows, in any order; large rows are read a page at a time
	 */
	Flux<TextEntry> load(Collection<UUID> ids);

	/**
	 * Reads the ids of all rows, to rebuild an index.
	 * @return the ids, page by page
	 */
	Flux<List<UUID>> ids();

	/**
	 * Counts the rows.
	 * @return the exact number
	 */
	Mono<Long> count();

}
