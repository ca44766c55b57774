package dev.tintype.library.search;

import java.util.List;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Replication;
import dev.tintype.data.sql.Snapshots;
import dev.tintype.library.photo.Photo;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.library.photo.PhotoSelection;
import dev.tintype.library.photo.PhotoSelector;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Page;
import dev.tintype.web.listing.PageRequest;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Finds photos. The page, its total and its facets are of the same state of the database.
 */
@Component
class PhotoSearch {

	private final PhotoSelector selector;

	private final PhotoRepository photos;

	private final FacetCounts facets;

	private final Snapshots snapshots;

	private final SearchOrders orders;

	PhotoSearch(PhotoSelector selector, PhotoRepository photos, FacetCounts facets, Snapshots snapshots,
			Dialect dialect) {
		this.selector = selector;
		this.photos = photos;
		this.facets = facets;
		this.snapshots = snapshots;
		this.orders = new SearchOrders(dialect);
	}

	/**
	 * Returns a page with its facets.
	 */
	Mono<SearchPage> page(SearchRequest search) {
		return this.snapshots.run(select(search).flatMap((selection) -> page(search, selection)))
			.contextWrite(Replication::reading);
	}

	/**
	 * Returns what a stream sends.
	 */
	Mono<Found> found(SearchRequest search) {
		return select(search).map((selection) -> new Found(this.orders.order(search, selection.near()),
				this.photos.rows(selection, false)));
	}

	private Mono<PhotoSelection> select(SearchRequest search) {
		return this.selector.select(search.filter(), search.text());
	}

	// One after the other, because a transaction has one connection.
	private Mono<SearchPage> page(SearchRequest search, PhotoSelection selection) {
		PageRequest asked = search.page();
		Order<Photo> order = this.orders.order(search, selection.near());
		Cursor after = (asked.after() != null) ? order.decode(asked.after(), search.digest()) : null;
		Rows<Photo> rows = this.photos.rows(selection, false);
		Mono<List<Photo>> found = rows.page(new Slice<>(order, after, asked.perPage() + 1, asked.offset()));
		return found.flatMap((items) -> {
			Mono<SearchPage> uncounted = Mono
				.fromSupplier(() -> SearchPage.of(page(search, order, items, null), null));
			return asked.counted() ? rows.count()
				.flatMap((total) -> this.facets.count(selection)
					.map((counts) -> SearchPage.of(page(search, order, items, total), counts)))
					: uncounted;
		});
	}

	private static Page<Photo> page(SearchRequest search, Order<Photo> order, List<Photo> items,
			@Nullable Long total) {
		return Page.of(items, total, search.page(), (photo) -> order.place(photo, search.digest()));
	}

	/**
	 * The photos of a stream, and their order.
	 */
	record Found(Order<Photo> order, Rows<Photo> rows) {
	}

}
