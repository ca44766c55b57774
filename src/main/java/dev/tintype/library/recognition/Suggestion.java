package dev.tintype.library.recognition;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A person whose face it may be.
 *
 * @param confidence the mean similarity of the faces that are alike, in per cent
 * @param faces how many of the person's faces are alike
 * @param cropUrl the path of a face of the person, or null
 */
record Suggestion(UUID personId, String name, double confidence, long faces, @Nullable String cropUrl) {
}
