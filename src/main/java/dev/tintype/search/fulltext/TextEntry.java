package dev.tintype.search.fulltext;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The searchable content of a row.
 *
 * @param id of the row
 * @param name a short text that is searched for a phrase, or null
 * @param body a long text that is searched by words; only its first
 * {@value #SEARCHED_CHARACTERS} characters are indexed
 * @param userId a number by which a search may filter, or null
 * @param createdAt orders hits of the same rank, the newest first
 */
public record TextEntry(UUID id, @Nullable String name, String body, @Nullable Long userId, Instant createdAt) {

	/** The number of characters of a text that are indexed. */
	public static final int SEARCHED_CHARACTERS = 500_000;

}
