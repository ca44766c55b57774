package dev.tintype.image.overview;

import java.util.List;
import java.util.Map;

/**
 * The most frequent values of the images of a list.
 *
 * @param total the number of images in the list
 * @param facets the values of each facet, the most frequent first; values of one
 * frequency are sorted
 */
record Facets(long total, Map<String, List<Value>> facets) {

	/** The most values of a facet. */
	static final int MOST = 50;

	/**
	 * A value.
	 *
	 * @param value a text, a whole number or a boolean
	 * @param count the number of images that have it
	 */
	record Value(Object value, long count) {
	}

}
