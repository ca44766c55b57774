package dev.tintype.image.overview;

import org.jspecify.annotations.Nullable;

/**
 * A group of images of a list.
 *
 * @param key a month such as {@code 2026-11}, the path of a folder, or a character; null
 * for images without a path
 * @param label a name for people
 * @param count the number of its images
 * @param start the position of its first image, from 1; null if the order of the list
 * does not group by the bucket
 */
record Bucket(@Nullable String key, String label, long count, @Nullable Long start) {
}
