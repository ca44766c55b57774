package dev.tintype.library.search;

import java.util.List;
import java.util.UUID;

/**
 * The most frequent values of the photos that a search finds, at most 50 of each. The
 * most frequent value comes first; values of one frequency are sorted.
 *
 * @param eventTypes of the photos that have one
 * @param cameras of the photos that have one
 * @param keywords in the spelling of the tag
 * @param years in which photos were taken
 * @param people with a face that is not ignored
 */
record Facets(List<Facet> tiers, List<Facet> ratings, List<Facet> eventTypes, List<Facet> cameras,
		List<Facet> mimeTypes, List<Facet> keywords, List<Facet> years, List<Person> people) {

	/** The most values of a facet. */
	static final int MOST = 50;

	/**
	 * A value.
	 *
	 * @param value a text or a whole number
	 * @param count the number of photos that have it
	 */
	record Facet(Object value, long count) {
	}

	/**
	 * A person.
	 *
	 * @param value the id
	 * @param count the number of photos that show the person
	 */
	record Person(UUID value, String name, long count) {
	}

}
