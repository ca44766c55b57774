package dev.tintype.library.tier;

import java.util.UUID;

/**
 * The current caption of an image.
 *
 * @param id of the caption
 */
record CaptionText(UUID id, String text) {
}
