package dev.tintype.library.duplicate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.caption.save.TakenCaptions;
import dev.tintype.data.sql.Statements;
import dev.tintype.library.edit.FieldChanges;
import dev.tintype.library.version.Action;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.History;
import dev.tintype.library.version.HistoryEntry;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.Versions;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Merges photos into one that is kept, and moves the others to the trash.
 */
@Component
class Merging {

	private final Assets assets;

	private final Versions versions;

	private final MergedRows rows;

	private final MergedFaces faces;

	private final TakenCaptions captions;

	private final History history;

	private final Statements statements;

	Merging(Assets assets, Versions versions, MergedRows rows, MergedFaces faces, TakenCaptions captions,
			History history, Statements statements) {
		this.assets = assets;
		this.versions = versions;
		this.rows = rows;
		this.faces = faces;
		this.captions = captions;
		this.history = history;
		this.statements = statements;
	}

	/**
	 * Merges photos in one transaction.
	 * @return what is left, after the commit; a problem of type {@code NOT_FOUND} if a
	 * photo is unknown, {@code INVALID_REQUEST} if the kept photo and a dropped one have
	 * the same asset, and {@code CONFLICT} if an asset is in the trash
	 */
	Mono<Merged> merge(MergeRequest request) {
		Set<UUID> photos = new LinkedHashSet<>(request.drop());
		photos.add(request.keep());
		return this.assets.ofPhotos(photos).flatMap((found) -> {
			for (UUID photo : photos) {
				if (!found.containsKey(photo)) {
					return Requests.missing(photo);
				}
			}
			UUID kept = Objects.requireNonNull(found.get(request.keep()));
			Set<UUID> dropped = new LinkedHashSet<>(request.drop().stream().map(found::get).toList());
			if (dropped.contains(kept)) {
				throw ProblemException.invalid("/drop", "must not contain the kept photo or another version of it");
			}
			Set<UUID> all = new LinkedHashSet<>(dropped);
			all.add(kept);
			return this.assets.change(all, (locked) -> merge(kept, List.copyOf(dropped), locked));
		});
	}

	private Mono<Merged> merge(UUID keptId, List<UUID> droppedIds, List<Asset> locked) {
		Map<UUID, Asset> byId = new HashMap<>();
		locked.forEach((asset) -> byId.put(asset.id(), asset));
		Asset kept = live(byId, keptId);
		List<Asset> dropped = droppedIds.stream().map((id) -> live(byId, id)).toList();
		Version before = kept.best();
		Version after = MergedFields.of(before, dropped.stream().map(Asset::best).toList());
		List<UUID> photos = dropped.stream().map((asset) -> asset.best().id()).toList();
		return this.faces.merge(before.id(), photos)
			.flatMap((named) -> update(before,
					(named && before.tier() == Tier.GOLD) ? after.toBuilder().embedded(false).build() : after))
			.then(this.rows.merge(before.id(), photos))
			.then(mergeCaptions(kept, dropped))
			.then(this.statements.sql("/* databaseTime */ SELECT CURRENT_TIMESTAMP").value(Instant.class))
			.flatMap((now) -> this.assets.update(dropped.stream().map((asset) -> asset.deletedAt(now)).toList()))
			.then(Mono.defer(() -> this.history.write(entries(kept, dropped, after))))
			.thenReturn(new Merged(before.id(), dropped.size()));
	}

	private static Asset live(Map<UUID, Asset> byId, UUID id) {
		Asset asset = byId.get(id);
		if (asset == null || asset.versions().isEmpty()) {
			throw ProblemException.notFound("The asset " + id + " was deleted meanwhile.");
		}
		if (asset.isTrashed()) {
			throw new ProblemException(ProblemType.CONFLICT, "The asset " + id + " is in the trash.");
		}
		return asset;
	}

	private Mono<Void> update(Version before, Version after) {
		return after.equals(before) ? Mono.empty() : this.versions.update(List.of(after));
	}

	private Mono<Void> mergeCaptions(Asset kept, List<Asset> dropped) {
		List<UUID> images = dropped.stream().map(Asset::imageId).filter(Objects::nonNull).toList();
		return (kept.imageId() != null && !images.isEmpty()) ? this.captions.copyHighest(images, kept.imageId())
				: Mono.empty();
	}

	private static List<HistoryEntry> entries(Asset kept, List<Asset> dropped, Version after) {
		List<HistoryEntry> entries = new ArrayList<>();
		String what = (dropped.size() == 1) ? "One photo was" : dropped.size() + " photos were";
		entries.add(new HistoryEntry(kept.id(), after.id(), Action.MERGED, what + " merged into this one.",
				FieldChanges.between(kept.best(), after), null));
		dropped.forEach((asset) -> entries.add(new HistoryEntry(asset.id(), asset.best().id(), Action.MERGED,
				"Merged into the photo " + after.id() + ", and moved to the trash.", null, null)));
		return entries;
	}

	/**
	 * A merge that was done.
	 *
	 * @param kept the photo
	 * @param dropped how many assets were moved to the trash
	 */
	record Merged(UUID kept, int dropped) {
	}

}
