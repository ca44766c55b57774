package dev.tintype.library.tier;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.storage.Storage;
import dev.tintype.image.content.ImageContents;
import dev.tintype.image.content.NewContent;
import dev.tintype.image.content.StagedUpload;
import dev.tintype.image.content.Uploads;
import dev.tintype.imaging.thumbnail.ThumbnailRepository;
import dev.tintype.library.face.FaceScaling;
import dev.tintype.library.file.FileChange;
import dev.tintype.library.file.FileFields;
import dev.tintype.library.file.FileNaming;
import dev.tintype.library.file.LibraryFile;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.library.file.PictureReading;
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
 * Replaces the original of an asset. What people entered stays.
 */
@Component
public class Replacement {

	private final AssetTurns turns;

	private final Assets assets;

	private final Versions versions;

	private final History history;

	private final ImageContents images;

	private final ThumbnailRepository thumbnails;

	private final Uploads uploads;

	private final Storage storage;

	private final LibraryFiles files;

	private final PictureReading reading;

	private final FileNaming naming;

	private final FileChange change;

	private final FaceScaling faces;

	Replacement(AssetTurns turns, Assets assets, Versions versions, History history, ImageContents images,
			ThumbnailRepository thumbnails, Uploads uploads, Storage storage, LibraryFiles files,
			PictureReading reading, FileNaming naming, FileChange change, FaceScaling faces) {
		this.turns = turns;
		this.assets = assets;
		this.versions = versions;
		this.history = history;
		this.images = images;
		this.thumbnails = thumbnails;
		this.uploads = uploads;
		this.storage = storage;
		this.files = files;
		this.reading = reading;
		this.naming = naming;
		this.change = change;
		this.faces = faces;
	}

	/**
	 * Replaces the original of an asset.
	 * @param upload the new original, whose temporary file is moved
	 * @param filename its name
	 * @return the id of the best photo, after the commit; a problem of type
	 * {@code NOT_FOUND} or {@code CONFLICT}
	 */
	public Mono<UUID> replace(UUID assetId, StagedUpload upload, String filename) {
		return this.turns.ofAsset(assetId, (asset) -> checked(asset)
			.then(this.reading.read(() -> this.uploads.open(upload), (file) -> upload.hash(), null, filename))
			.flatMap((picture) -> this.files
				.move(new LibraryFile(upload.file(), upload.size(), upload.hash(), picture.header().format().mimeType(),
						null), FileNaming.bronze(filename, picture.header().format()))
				.flatMap((bronze) -> copy(asset, picture, filename, bronze)
					.onErrorResume((ex) -> this.files.delete(List.of(bronze)).then(Mono.error(ex)))
					.flatMap((silver) -> record(asset, new Original(picture, filename, bronze, silver))))));
	}

	private Mono<Asset> checked(Asset asset) {
		Version bronze = asset.version(Tier.BRONZE);
		return this.storage.key((bronze != null) ? bronze.filePath() : "")
			.map((key) -> true)
			.defaultIfEmpty(false)
			.map((isOwn) -> {
				TierRules.replace(asset, isOwn);
				return asset;
			});
	}

	// An empty text stands for no silver file.
	private Mono<String> copy(Asset asset, ReadPicture picture, String filename, String bronze) {
		Version silver = asset.version(Tier.SILVER);
		if (silver == null) {
			return Mono.just("");
		}
		return this.naming.place(changed(silver, picture, bronze), filename)
			.flatMap((place) -> this.files.copy(bronze, place, picture.size(), picture.hash(),
					picture.header().format().mimeType()));
	}

	private Mono<UUID> record(Asset asset, Original original) {
		UUID imageId = Objects.requireNonNull(asset.imageId());
		return this.change
			.record(original.locations(),
					this.turns.change(asset,
							(now) -> checked(now).then(Mono.defer(() -> write(now, imageId, original)))),
					Replaced::superfluous)
			.doOnNext((replaced) -> this.images.forget(List.of(imageId)))
			.map(Replaced::photoId);
	}

	private Mono<Replaced> write(Asset asset, UUID imageId, Original original) {
		if ((asset.version(Tier.SILVER) != null) == original.silver().isEmpty()) {
			throw TierRules.changedMeanwhile();
		}
		Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
		ReadPicture picture = original.picture();
		List<Version> changed = asset.versions()
			.stream()
			.map((version) -> changed(version, picture,
					(version.tier() == Tier.BRONZE) ? original.bronze() : original.silver()))
			.toList();
		NewContent content = new NewContent(imageId, original.filename(), original.bronze(), true, now, picture.size(),
				picture.hash(), picture.header(), picture.exifTakenAt());
		return this.assets.update(List.of(asset.originalFilename(original.filename())))
			.then(this.versions.update(changed))
			.then(this.faces.scale(asset.id(), picture.header().width(), picture.header().height()))
			.then(this.images.record(List.of(content), now))
			.then(this.thumbnails.deleteOf(List.of(imageId)))
			.then(this.history
				.write(List.of(new HistoryEntry(asset.id(), asset.best().id(), Action.REPLACED, null, null, null))))
			.thenReturn(new Replaced(asset.best().id(), asset.versions().stream().map(Version::filePath).toList()));
	}

	private static Version changed(Version version, ReadPicture picture, String location) {
		return FileFields.readOriginal(version, picture).filePath(location).reviewed(false).build();
	}

	/**
	 * The new original, which is stored.
	 *
	 * @param bronze its location
	 * @param silver the location of the copy, empty for none
	 */
	private record Original(ReadPicture picture, String filename, String bronze, String silver) {

		List<String> locations() {
			List<String> locations = new ArrayList<>(List.of(this.bronze));
			if (!this.silver.isEmpty()) {
				locations.add(this.silver);
			}
			return locations;
		}

	}

	/**
	 * What a replacement left.
	 *
	 * @param superfluous the locations of files that no row names
	 */
	private record Replaced(UUID photoId, List<String> superfluous) {
	}

}
