package dev.tintype.search.fulltext;

import java.util.UUID;

/**
 * A row that a search found.
 *
 * @param id of the row
 * @param rank higher is better; comparable only within one search
 */
public record TextHit(UUID id, double rank) {
}
