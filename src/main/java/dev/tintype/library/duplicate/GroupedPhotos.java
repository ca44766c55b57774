package dev.tintype.library.duplicate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.data.batch.BatchSettings;
import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.photo.Photo;
import dev.tintype.library.photo.PhotoRepository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Repository;

/**
 * Reads the photos of groups, chunk by chunk.
 */
@Repository
class GroupedPhotos implements DuplicateRows.GroupPhotos {

	private static final String AGES = "/* readAgesOfAssets */ SELECT id, created_at FROM media_assets %s";

	private final Statements statements;

	private final Dialect dialect;

	private final PhotoRepository photos;

	private final int chunk;

	GroupedPhotos(Statements statements, Dialect dialect, PhotoRepository photos, BatchSettings settings) {
		this.statements = statements;
		this.dialect = dialect;
		this.photos = photos;
		this.chunk = settings.chunkSize();
	}

	@Override
	public Mono<List<DuplicateGroup>> show(List<LikeGroup> groups) {
		List<UUID> assets = groups.stream().flatMap(GroupedPhotos::shown).toList();
		return Mono.zip(this.photos.findBest(assets), ages(assets)).map((found) -> groups.stream().flatMap((group) -> {
			List<Photo> listed = shown(group).flatMap((asset) -> Stream.ofNullable(found.getT1().get(asset)))
				.filter(DuplicateRows::isListed)
				.toList();
			return (listed.size() < 2) ? Stream.<DuplicateGroup>empty()
					: Stream.of(DuplicateGroup.of(group, Keeper.of(listed, found.getT2())));
		}).toList());
	}

	private static Stream<UUID> shown(LikeGroup group) {
		return group.assets().stream().limit(DuplicateRows.MOST_SHOWN);
	}

	private Mono<Map<UUID, Instant>> ages(List<UUID> assets) {
		return Flux.fromIterable(Chunks.cut(assets, this.chunk))
			.concatMap((part) -> this.statements.sql(AGES.formatted(this.dialect.among("id", "UUID", "assets")))
				.bind("assets", part.toArray(UUID[]::new)).<Map
						.Entry<UUID, Instant>>all(
								(row) -> Map.entry(Columns.get(row, 0, UUID.class),
										Columns.get(row, 1, Instant.class))),
					1)
			.collectMap(Map.Entry::getKey, Map.Entry::getValue);
	}

}
