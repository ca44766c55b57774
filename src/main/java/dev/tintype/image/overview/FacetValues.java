package dev.tintype.image.overview;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Collects the values of facets, which arrive with the most frequent first.
 */
final class FacetValues {

	private final Map<FacetKind, List<Facets.Value>> values = new EnumMap<>(FacetKind.class);

	private long total;

	/**
	 * Adds a value, unless its facet has enough of them.
	 * @param facet the number of the facet; a negative number adds to the total
	 * @param text the value
	 * @return this
	 */
	FacetValues add(int facet, @Nullable String text, long images) {
		if (facet < 0) {
			this.total += images;
		}
		else if (text != null) {
			FacetKind kind = FacetKind.values()[facet];
			List<Facets.Value> found = this.values.computeIfAbsent(kind, (any) -> new ArrayList<>());
			if (found.size() < Facets.MOST) {
				found.add(new Facets.Value(kind.value(text), images));
			}
		}
		return this;
	}

	/**
	 * Adds the values of other facets.
	 * @return this
	 */
	FacetValues with(FacetValues others) {
		this.total += others.total;
		this.values.putAll(others.values);
		return this;
	}

	/**
	 * The facets in the order of the response.
	 */
	Facets facets() {
		Map<String, List<Facets.Value>> facets = new LinkedHashMap<>();
		for (FacetKind kind : FacetKind.values()) {
			facets.put(kind.label(), this.values.getOrDefault(kind, List.of()));
		}
		return new Facets(this.total, facets);
	}

}
