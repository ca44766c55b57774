package dev.tintype.library.asset;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.photo.Photo;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.library.setting.LibrarySettings;
import dev.tintype.web.listing.Key;
import dev.tintype.web.listing.Listing;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import dev.tintype.web.listing.Where;
import io.r2dbc.spi.Readable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Lists the trash: the best photos of its assets.
 */
@Repository
class TrashRows implements Rows<TrashedPhoto> {

	/** The last trashed first. */
	static final Orders<TrashedPhoto> ORDERS = Orders
		.of(Order.ofRow("trashed", Key.<TrashedPhoto>moment("a.deleted_at", TrashedPhoto::deletedAt).down(),
				Key.<TrashedPhoto>id("a.id", TrashedPhoto::assetId).down()));

	private static final String TABLE = "media_assets a JOIN file_versions v ON v.media_asset_id = a.id AND v.is_best";

	private final Rows<TrashedPhoto> rows;

	private final PhotoRepository photos;

	private final LibrarySettings settings;

	TrashRows(Statements statements, PhotoRepository photos, LibrarySettings settings) {
		this.rows = new Listing<>(statements, "Trash", TABLE, "a.id, a.deleted_at, v.id", TrashRows::row)
			.rows(Where.ALL.and("a.deleted_at IS NOT NULL"));
		this.photos = photos;
		this.settings = settings;
	}

	private static TrashedPhoto row(Readable row) {
		return new TrashedPhoto(Columns.get(row, 0, UUID.class), Columns.get(row, 1, Instant.class),
				Columns.get(row, 2, UUID.class), null, null);
	}

	@Override
	public Mono<List<TrashedPhoto>> page(Slice<TrashedPhoto> slice) {
		return this.rows.page(slice).flatMap((found) -> found.isEmpty() ? Mono.just(found) : shown(found));
	}

	private Mono<List<TrashedPhoto>> shown(List<TrashedPhoto> found) {
		Mono<Map<UUID, Photo>> shown = this.photos.findAllById(found.stream().map(TrashedPhoto::photoId).toList())
			.collectMap((photo) -> photo.version().id());
		return this.settings.trashTime()
			.map(Optional::of)
			.defaultIfEmpty(Optional.empty())
			.zipWith(shown,
					(time, byId) -> found.stream()
						.filter((row) -> byId.containsKey(row.photoId()))
						.map((row) -> row.with(byId.get(row.photoId()), time.orElse(null)))
						.toList());
	}

	@Override
	public Mono<Long> count() {
		return this.rows.count();
	}

}
