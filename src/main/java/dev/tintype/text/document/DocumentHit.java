package dev.tintype.text.document;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * A document that a search found.
 *
 * @param head the document
 * @param rank the higher the better; comparable within one answer only
 * @param snippet the content around the words, or null
 */
record DocumentHit(@JsonUnwrapped DocumentHead head, double rank, @Nullable String snippet) {
}
