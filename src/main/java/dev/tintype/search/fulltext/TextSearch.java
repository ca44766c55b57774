package dev.tintype.search.fulltext;

import org.jspecify.annotations.Nullable;

/**
 * What is searched for in the index of H2.
 *
 * @param query words of a client, all of which the body must have
 * @param name whether a row is found too whose name contains the query as it stands, in
 * any case
 * @param userId the number that a row must have, null for any
 * @param limit the most hits
 */
public record TextSearch(String query, boolean name, @Nullable Long userId, int limit) {
}
