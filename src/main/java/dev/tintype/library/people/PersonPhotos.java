package dev.tintype.library.people;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.photo.Photo;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

/**
 * The photos with a person: the best photos that are neither in the trash nor rejected.
 */
final class PersonPhotos implements Rows<Photo> {

	/** The latest ingest first, as photos are listed. */
	static final Orders<Photo> ORDERS = Orders.of(order());

	private final Rows<Found> rows;

	private final PhotoRepository photos;

	private final boolean withMetadata;

	PersonPhotos(Statements statements, PhotoRepository photos, UUID person, boolean withMetadata) {
		this.rows = new Listing<>(statements, "PersonPhotos", "file_versions v", "v.id, v.created_at", Found::of)
			.rows(Where.ALL.and(Person.PICTURED.formatted(":person"), Map.of("person", person)));
		this.photos = photos;
		this.withMetadata = withMetadata;
	}

	private static Order<Photo> order() {
		return Order.ofRow("-created", Key.<Photo>moment("v.created_at", (photo) -> photo.version().createdAt()).down(),
				Key.<Photo>id("v.id", (photo) -> photo.version().id()).down());
	}

	@Override
	public Mono<List<Photo>> page(Slice<Photo> slice) {
		Order<Found> order = Order.ofRow("-created", Key.<Found>moment("v.created_at", Found::createdAt).down(),
				Key.<Found>id("v.id", Found::id).down());
		return this.rows.page(new Slice<>(order, slice.after(), slice.limit(), slice.offset()))
			.flatMap((found) -> found.isEmpty() ? Mono.just(List.of()) : shown(found));
	}

	private Mono<List<Photo>> shown(List<Found> found) {
		return this.photos.findAllById(found.stream().map(Found::id).toList())
			.collectMap((photo) -> photo.version().id())
			.map((byId) -> found.stream()
				.map((row) -> byId.get(row.id()))
				.filter(Objects::nonNull)
				.map((photo) -> this.withMetadata ? photo : photo.brief())
				.toList());
	}

	@Override
	public Mono<Long> count() {
		return this.rows.count();
	}

	private record Found(UUID id, Instant createdAt) {

		static Found of(Readable row) {
			return new Found(Columns.get(row, 0, UUID.class), Columns.get(row, 1, Instant.class));
		}

	}

}
