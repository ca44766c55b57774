package dev.tintype.library.trash;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;

import dev.tintype.data.sql.Columns;
import dev.tintype.data.sql.LongWork;
import dev.tintype.data.sql.Statements;
import dev.tintype.image.content.CurrentContent;
import dev.tintype.image.content.ImageContents;
import dev.tintype.library.file.FileChange;
import dev.tintype.library.setting.LibrarySettings;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.Version;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Deletes assets permanently: first the rows, then the files of the library. The image is
 * deleted too if the service owns its file. Any number of instances may purge at once:
 * each locks the assets and looks again whether they are in the trash.
 */
@Component
public class Purge {

	/** The files of a chunk are deleted after its commit, so chunks are small. */
	private static final int CHUNK = 100;

	private final Assets assets;

	private final ImageContents images;

	private final FileChange change;

	private final LibrarySettings settings;

	private final Statements statements;

	Purge(Assets assets, ImageContents images, FileChange change, LibrarySettings settings, Statements statements) {
		this.assets = assets;
		this.images = images;
		this.change = change;
		this.settings = settings;
		this.statements = statements;
	}

	/**
	 * Deletes an asset, which may be live.
	 * @return the number of deleted assets, after the deletion of their files
	 */
	public Mono<Long> delete(UUID assetId) {
		return delete(List.of(assetId), (asset) -> true);
	}

	/**
	 * Empties the trash.
	 * @return the number of deleted assets, after the deletion of their files
	 */
	public Mono<Long> deleteAll() {
		return now().flatMap((now) -> deleteUntil(now.plusMillis(1)));
	}

	/**
	 * Deletes the assets that have been in the trash for longer than the setting allows.
	 * @return the number of deleted assets
	 */
	public Mono<Long> deleteExpired() {
		return this.settings.trashTime().flatMap(this::deleteOlder).defaultIfEmpty(0L);
	}

	private Mono<Long> deleteOlder(Duration time) {
		return now().flatMap((now) -> deleteUntil(now.minus(time)));
	}

	private Mono<Instant> now() {
		return this.statements.sql("/* databaseTime */ SELECT CURRENT_TIMESTAMP").value(Instant.class);
	}

	private static final String FIND = """
			/* findTrashedAssets */
			SELECT id FROM media_assets WHERE deleted_at <= :limit ORDER BY deleted_at, id LIMIT :most
			""";

	private Mono<Long> deleteUntil(Instant limit) {
		Predicate<Asset> expired = (asset) -> asset.deletedAt() != null && !asset.deletedAt().isAfter(limit);
		Mono<Step> step = this.statements.sql(FIND)
			.bind("limit", limit)
			.bind("most", CHUNK)
			.<UUID>all((row) -> Columns.get(row, 0, UUID.class))
			.collectList()
			.flatMap((ids) -> delete(ids, expired).map((deleted) -> new Step(ids.size(), deleted)));
		return LongWork.of(step.expand((done) -> (done.found() < CHUNK) ? Mono.empty() : step)
			.map(Step::deleted)
			.reduce(0L, Long::sum));
	}

	private Mono<Long> delete(Collection<UUID> assetIds, Predicate<Asset> isDue) {
		if (assetIds.isEmpty()) {
			return Mono.just(0L);
		}
		return this.change
			.record(List.of(), this.assets.change(assetIds, (found) -> delete(found.stream().filter(isDue).toList())),
					Purged::locations)
			.doOnNext((purged) -> this.images.forget(purged.images()))
			.map(Purged::assets);
	}

	private Mono<Purged> delete(List<Asset> due) {
		List<UUID> images = due.stream().map(Asset::imageId).filter(Objects::nonNull).toList();
		List<String> locations = new ArrayList<>(
				due.stream().flatMap((asset) -> asset.versions().stream()).map(Version::filePath).toList());
		return this.assets.delete(due.stream().map(Asset::id).toList())
			.then(this.images.lock(images)
				.filter(CurrentContent::stored)
				.mapNotNull(CurrentContent::location)
				.filter((location) -> !locations.contains(location))
				.collectList())
			.doOnNext(locations::addAll)
			.then(this.images.deleteStored(images))
			.map((deleted) -> new Purged(due.size(), images, locations));
	}

	/**
	 * What a chunk deleted.
	 *
	 * @param images of the deleted assets
	 * @param locations of the files that no row names
	 */
	private record Purged(long assets, List<UUID> images, List<String> locations) {
	}

	/**
	 * A step of a long purge.
	 *
	 * @param found the number of assets that were chosen
	 * @param deleted the number of those that were still in the trash
	 */
	private record Step(int found, long deleted) {
	}

}
