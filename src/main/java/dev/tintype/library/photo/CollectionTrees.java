package dev.tintype.library.photo;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;

import dev.tintype.search.filter.Filter;
import reactor.core.publisher.Mono;

/**
 * Converts the rules of smart collections into filters. The module of collections
 * implements it; photos do not know that module.
 */
public interface CollectionTrees {

	/**
	 * Returns the filters of smart collections, with one statement.
	 * @param ids of collections, without repetitions
	 * @return the filter on {@code file_versions v} of each smart collection among them,
	 * by id. Other collections and unknown ids have none. A filter need not repeat that a
	 * photo is the best one of a live asset and not rejected
	 */
	Mono<Map<UUID, Filter>> trees(Collection<UUID> ids);

	/**
	 * Extends a filter in the filter language to smart collections, with one statement.
	 * @param filter with conditions on the field {@code collections}, which know the
	 * photos of other collections
	 * @return the filter whose conditions also match the photos of smart collections
	 */
	Mono<Filter> extended(Filter filter);

}
