package dev.tintype.search.fulltext;

import java.util.UUID;

/**
 * A row that a search found.
 *
 * @param id of the row
 * @param rank the higher the better; comparable within one answer only
 */
public record TextHit(UUID id, double rank) {
}
