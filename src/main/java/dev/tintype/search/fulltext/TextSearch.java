package dev.tintype.search.fulltext;

import org.jspecify.annotations.Nullable;

/**
 * A search in the index on H2.
 *
 * @param query words of a client, all of which the body must contain
 * @param name whether to find also rows whose name contains the literal query, in any
 * case
 * @param userId the number that a row must have, null for any
 * @param limit the maximum number of hits
 */
public record TextSearch(String query, boolean name, @Nullable Long userId, int limit) {
}
