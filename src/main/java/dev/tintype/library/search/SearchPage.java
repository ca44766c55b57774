package dev.tintype.library.search;

import java.util.List;

import dev.tintype.library.photo.Photo;
import dev.tintype.web.listing.Page;
import org.jspecify.annotations.Nullable;

/**
 * A page of a search. Its fields are those of a {@link Page}.
 *
 * @param facets of the whole result, null if the photos are not counted
 */
record SearchPage(List<Photo> items, @Nullable Long total, @Nullable Integer page, @Nullable Long pages, int perPage,
		@Nullable String next, @Nullable Facets facets) {

	static SearchPage of(Page<Photo> page, @Nullable Facets facets) {
		return new SearchPage(page.items(), page.total(), page.page(), page.pages(), page.perPage(), page.next(),
				facets);
	}

}
