package dev.tintype.library.collection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import reactor.core.publisher.Mono;

/**
 * Collections with their covers and the numbers of their photos, which are read for a
 * whole page at once.
 */
final class CollectionRows implements Rows<PhotoCollection> {

	private static final String COUNT = """
			/* countCollectionPhotos */
			SELECT m.collection_id, count(*) FROM collection_photos m JOIN file_versions v ON v.id = m.photo_id
			WHERE m.collection_id = ANY(:ids) AND v.listing = 'listed' GROUP BY m.collection_id
			""";

	private final Statements statements;

	private final PhotoRepository photos;

	private final SmartCollections smart;

	private final Rows<PhotoCollection> rows;

	CollectionRows(Statements statements, PhotoRepository photos, SmartCollections smart, Rows<PhotoCollection> rows) {
		this.statements = statements;
		this.photos = photos;
		this.smart = smart;
		this.rows = rows;
	}

	@Override
	public Mono<List<PhotoCollection>> page(Slice<PhotoCollection> slice) {
		return this.rows.page(slice).flatMap(this::shown);
	}

	@Override
	public Mono<Long> count() {
		return this.rows.count();
	}

	private Mono<List<PhotoCollection>> shown(List<PhotoCollection> page) {
		List<UUID> covers = page.stream().map(PhotoCollection::cover).filter(Objects::nonNull).distinct().toList();
		return Mono.zip(counts(page), this.photos.findBrief(covers), (counts, photos) -> {
			Map<UUID, String> urls = new HashMap<>();
			photos.stream()
				.filter((photo) -> photo.deletedAt() == null)
				.forEach((photo) -> urls.put(photo.version().id(), photo.thumbnailUrl()));
			return page.stream()
				.map((row) -> row.with((row.cover() != null) ? urls.get(row.cover()) : null,
						counts.getOrDefault(row.id(), 0L)))
				.toList();
		});
	}

	private Mono<Map<UUID, Long>> counts(List<PhotoCollection> page) {
		List<UUID> filled = page.stream().filter((row) -> !row.isSmart()).map(PhotoCollection::id).toList();
		List<UUID> ruled = page.stream().filter(PhotoCollection::isSmart).map(PhotoCollection::id).toList();
		Mono<Map<UUID, Long>> counted = filled.isEmpty() ? Mono.just(Map.of()) : this.statements.sql(COUNT)
			.bind("ids", filled.toArray(UUID[]::new)).<Map
					.Entry<UUID, Long>>all(
							(row) -> Map.entry(Columns.get(row, 0, UUID.class), Columns.get(row, 1, Long.class)))
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
		return counted.flatMap((first) -> this.smart.count(ruled).map((second) -> {
			Map<UUID, Long> all = new HashMap<>(first);
			all.putAll(second);
			return all;
		}));
	}

}
