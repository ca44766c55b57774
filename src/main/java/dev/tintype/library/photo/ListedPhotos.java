package dev.tintype.library.photo;

import java.util.List;

import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Plan;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Lists the best photos that other modules select, without their metadata. Photos that
 * are rejected or in the trash are left out.
 */
@Component
public class ListedPhotos {

	private final Listing<Photo> listing;

	private final Orders<Photo> orders;

	ListedPhotos(Statements statements, Dialect dialect) {
		this.listing = new Listing<>(statements, "ListedPhotos", PhotoColumns.TABLE, PhotoColumns.BRIEF,
				PhotoColumns::photo);
		this.orders = PhotoOrders.of(dialect);
	}

	/**
	 * Returns the orders of the listing.
	 * @return by default the latest ingest comes first
	 */
	public Orders<Photo> orders() {
		return this.orders;
	}

	/**
	 * Returns the photos that conditions select.
	 * @param where conditions on {@code file_versions v}
	 * @return the photos
	 */
	public Rows<Photo> rows(Where where) {
		Where listed = where.and("v.listing = 'listed'");
		Plan plan = Plan.idsFirst(PhotoColumns.TABLE, "v.id", PhotoColumns.JOINS);
		return new Rows<>() {

			@Override
			public Mono<List<Photo>> page(Slice<Photo> slice) {
				return ListedPhotos.this.listing.page(plan, listed, slice)
					.map((photos) -> photos.stream().map(Photo::brief).toList());
			}

			@Override
			public Mono<Long> count() {
				return ListedPhotos.this.listing.count(listed);
			}

		};
	}

}
