package dev.tintype.library.ingest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import dev.tintype.image.content.ImageContents;
import dev.tintype.image.content.NewContent;
import dev.tintype.imaging.thumbnail.ThumbnailRepository;
import dev.tintype.library.file.FileFields;
import dev.tintype.library.file.ReadPicture;
import dev.tintype.library.version.Action;
import dev.tintype.library.version.Asset;
import dev.tintype.library.version.Assets;
import dev.tintype.library.version.History;
import dev.tintype.library.version.HistoryEntry;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import dev.tintype.library.version.Versions;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Records that another program has changed a file of the user that is the original of an
 * asset. What people entered stays.
 */
@Component
class ChangedOriginals {

	private final Assets assets;

	private final Versions versions;

	private final History history;

	private final ImageContents images;

	private final ThumbnailRepository thumbnails;

	ChangedOriginals(Assets assets, Versions versions, History history, ImageContents images,
			ThumbnailRepository thumbnails) {
		this.assets = assets;
		this.versions = versions;
		this.history = history;
		this.images = images;
		this.thumbnails = thumbnails;
	}

	/**
	 * Records what the file says now.
	 * @param known the asset of the image
	 * @param picture the file as it was read
	 * @return that the item was skipped, after the commit. It has a detail if the bytes
	 * have changed
	 */
	Mono<AssetIngestResult> record(KnownAsset known, PreparedPicture picture) {
		UUID imageId = picture.requiredImageId();
		AssetIngestResult skipped = AssetIngestResult.skipped(picture.filename(), imageId.toString(), known);
		return this.assets.change(List.of(known.assetId()), (found) -> {
			Version bronze = found.isEmpty() ? null : found.get(0).version(Tier.BRONZE);
			if (bronze == null || found.get(0).isTrashed() || !bronze.filePath().equals(picture.location())) {
				return Mono.just(skipped);
			}
			boolean isSame = bronze.fileHash().equals(picture.picture().hash());
			Mono<Void> content = this.images.record(List.of(content(imageId, picture)),
					Instant.now().truncatedTo(ChronoUnit.MICROS));
			return isSame ? content.thenReturn(skipped) : content.then(write(found.get(0), bronze, picture.picture()))
				.thenReturn(skipped.with(detail(found.get(0))));
		}).doOnNext((result) -> this.images.forget(List.of(imageId)));
	}

	private Mono<Void> write(Asset asset, Version bronze, ReadPicture picture) {
		Version changed = FileFields.readOriginal(bronze, picture).reviewed(false).build();
		return this.versions.update(List.of(changed))
			.then((asset.imageId() != null) ? this.thumbnails.deleteOf(List.of(asset.imageId())) : Mono.empty())
			.then(this.history.write(List.of(new HistoryEntry(asset.id(), bronze.id(), Action.REPROCESSED,
					"The file of the user had changed.", null, null))));
	}

	private static String detail(Asset asset) {
		String changed = "The file has changed since it was ingested. The service read it again.";
		return (asset.versions().size() > 1) ? changed + " The photos in higher tiers have the former bytes. Demote"
				+ " the asset to bronze and process it again to renew them." : changed;
	}

	private static NewContent content(UUID imageId, PreparedPicture prepared) {
		ReadPicture picture = prepared.picture();
		return new NewContent(imageId, prepared.filename(), prepared.location(), false, picture.modifiedAt(),
				picture.size(), picture.hash(), picture.header(), picture.exifTakenAt());
	}

}
