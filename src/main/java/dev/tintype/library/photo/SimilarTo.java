package dev.tintype.library.photo;

import org.jspecify.annotations.Nullable;

/**
 * Selects the photos that are similar to a picture.
 *
 * @param photoId the photo with the hash, as the client wrote it; null if the hash is
 * given
 * @param hash the perceptual hash, null if the photo is given
 * @param threshold the least similarity, 50 to 100
 */
public record SimilarTo(@Nullable String photoId, @Nullable Long hash, int threshold) {

	/** The least threshold. */
	static final int LEAST = 50;

	/** The greatest threshold: only equal hashes. */
	static final int GREATEST = 100;

	/** The threshold that applies if there is none. */
	static final int USUAL = 85;

	/** What is wrong with a text that is no hash. */
	static final String FAULT = "must be 64 characters 0 or 1";

	/**
	 * Reads a hash.
	 * @param bits the highest first
	 * @return null if the text is not 64 characters 0 or 1
	 */
	static @Nullable Long hash(String bits) {
		return bits.matches("[01]{" + Long.SIZE + "}") ? Long.parseUnsignedLong(bits, 2) : null;
	}

}
