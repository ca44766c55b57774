package dev.tintype.text.document;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A document that a search found.
 *
 * @param head the document
 * @param rank higher is better; comparable only within one response
 * @param snippet the content around the words of the query, or null
 */
record DocumentHit(@JsonUnwrapped DocumentHead head, double rank, @Nullable String snippet) {
}
