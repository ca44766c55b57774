package dev.tintype.search.fulltext;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What of a row is searched.
 *
 * @param id of the row
 * @param name a short text that is searched for a phrase, or null
 * @param body a long text that is searched by words; its first
 * {@value #SEARCHED_CHARACTERS} characters count
 * @param userId a number that a search may ask for, or null
 * @param createdAt orders hits of the same rank, the newest first
 */
public record TextEntry(UUID id, @Nullable String name, String body, @Nullable Long userId, Instant createdAt) {

	/** How much of a text is searched. */
	public static final int SEARCHED_CHARACTERS = 500_000;

}
