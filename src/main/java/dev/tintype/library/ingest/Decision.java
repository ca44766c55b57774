package dev.tintype.library.ingest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.image.content.CurrentContent;
import dev.tintype.image.content.NewContent;
import dev.tintype.library.conflict.NearAsset;
import dev.tintype.library.conflict.OpenConflict;
import dev.tintype.library.conflict.ShownConflict;
import dev.tintype.library.file.ReadPicture;
import dev.tintype.library.ingest.AssetIngestResult.Status;
import dev.tintype.library.likeness.Likeness;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the pictures of a chunk, decided while their hashes and images are
 * locked.
 */
final class Decision {

	private final Map<UUID, CurrentContent> images;

	private final Map<String, KnownAsset> byHash;

	private final Map<UUID, KnownAsset> byImage;

	private final List<AssetIngestResult> results = new ArrayList<>();

	private final List<NewAsset> assets = new ArrayList<>();

	private final List<NewContent> newImages = new ArrayList<>();

	private final List<NewContent> changes = new ArrayList<>();

	private final List<UUID> otherBytes = new ArrayList<>();

	private final List<String> superfluous = new ArrayList<>();

	private final NearPictures near;

	private final List<OpenConflict> conflicts = new ArrayList<>();

	/** The conflicts of pictures that wait already, by image. */
	private final Map<UUID, AssetIngestResult> waiting = new HashMap<>();

	/** The same by the hash of the bytes. */
	private final Map<String, AssetIngestResult> waitingBytes = new HashMap<>();

	/**
	 * Creates a decision without pictures.
	 * @param images the locked images
	 * @param byHash assets that have the bytes of the chunk; it is changed
	 * @param byImage assets of the images; it is changed
	 * @param near the assets that the pictures may be in conflict with
	 */
	Decision(Map<UUID, CurrentContent> images, Map<String, KnownAsset> byHash, Map<UUID, KnownAsset> byImage,
			NearPictures near) {
		this.images = images;
		this.byHash = byHash;
		this.byImage = byImage;
		this.near = near;
	}

	/**
	 * Adds a picture that waits for a decision already.
	 */
	void addWaiting(ShownConflict shown) {
		AssetIngestResult result = AssetIngestResult.waiting(shown.filename(), shown.imageId(),
				AssetIngestResult.Conflict.of(shown));
		this.waiting.put(shown.imageId(), result);
		if (shown.contentHash() != null) {
			this.waitingBytes.putIfAbsent(shown.contentHash(), result);
		}
	}

	/**
	 * Decides about a picture. Pictures before it in the chunk count as ingested.
	 */
	void add(PreparedPicture picture) {
		AssetIngestResult refusal = refusal(picture);
		if (refusal != null) {
			this.results.add(refusal);
			if (picture.isOwn()) {
				this.superfluous.add(picture.location());
			}
			return;
		}
		UUID imageId = (picture.imageId() != null) ? picture.imageId() : Ids.next();
		NearAsset like = this.near.find(picture);
		if (like != null) {
			addConflict(picture, imageId, like);
			return;
		}
		NewAsset asset = NewAsset.of(picture, imageId);
		this.assets.add(asset);
		this.near.add(asset, picture);
		addImage(picture, imageId);
		if (picture.former() != null) {
			this.superfluous.add(picture.former());
		}
		KnownAsset known = new KnownAsset(asset.asset().id(), imageId, asset.version().id(), picture.picture().hash(),
				false);
		this.byHash.put(picture.picture().hash(), known);
		this.byImage.put(imageId, known);
		this.results.add(new AssetIngestResult(picture.filename(), imageId.toString(), Status.CREATED, known.assetId(),
				known.photoId(), picture.picture().metadata().detail(), null));
	}

	private @Nullable AssetIngestResult refusal(PreparedPicture picture) {
		UUID imageId = picture.imageId();
		String imageText = (imageId != null) ? imageId.toString() : null;
		if (imageId != null) {
			CurrentContent now = this.images.get(imageId);
			if (now == null) {
				return AssetIngestResult.error(picture.filename(), imageText, "The image is unknown.");
			}
			KnownAsset asset = this.byImage.get(imageId);
			if (asset != null) {
				return AssetIngestResult.skipped(picture.filename(), imageText, asset);
			}
			String from = (picture.former() != null) ? picture.former()
					: (now.stored() && !picture.isOwn()) ? picture.location() : now.location();
			if (from != null && !from.equals(now.location())) {
				return AssetIngestResult.error(picture.filename(), imageText,
						"The content of the image was replaced meanwhile. Ingest it again.");
			}
		}
		KnownAsset same = this.byHash.get(picture.picture().hash());
		if (same != null) {
			return AssetIngestResult.skipped(picture.filename(), imageText, same);
		}
		AssetIngestResult waits = (imageId != null) ? this.waiting.get(imageId)
				: this.waitingBytes.get(picture.picture().hash());
		return (waits != null) ? waits.named(picture.filename()) : null;
	}

	// An image that was stored before stays where it is until the decision.
	private void addConflict(PreparedPicture picture, UUID imageId, NearAsset like) {
		boolean isCopy = picture.isOwn() && picture.imageId() != null;
		if (isCopy) {
			this.superfluous.add(picture.location());
		}
		else {
			addImage(picture, imageId);
		}
		ReadPicture read = picture.picture();
		int similarity = Likeness.similarity(Likeness.distance(like.hash(), Objects.requireNonNull(read.phash())));
		OpenConflict conflict = new OpenConflict(Ids.next(), imageId, like.assetId(), similarity,
				NearPictures.shot(picture).suggest(like.shot()), isCopy && picture.former() == null);
		this.conflicts.add(conflict);
		ShownConflict shown = new ShownConflict(conflict.id(), imageId, picture.filename(), read.hash(), like.assetId(),
				like.photoId(), similarity, conflict.suggestion(), Ids.createdAt(conflict.id()));
		addWaiting(shown);
		this.results.add(Objects.requireNonNull(this.waiting.get(imageId)));
	}

	private void addImage(PreparedPicture picture, UUID imageId) {
		CurrentContent before = this.images.get(imageId);
		if (before != null && before.stored() && !picture.isOwn()) {
			// The upload of a picture that waited for a decision is in the library.
			return;
		}
		Instant modified = picture.isOwn() ? Instant.now().truncatedTo(ChronoUnit.MICROS)
				: picture.picture().modifiedAt();
		NewContent content = new NewContent(imageId, picture.filename(), picture.location(), picture.isOwn(), modified,
				picture.picture().size(), picture.picture().hash(), picture.picture().header(),
				picture.picture().exifTakenAt());
		if (before == null) {
			this.newImages.add(content);
			return;
		}
		boolean same = !picture.isOwn() && content.modifiedAt().equals(before.modifiedAt())
				&& content.size() == before.size();
		if (!same || !content.hash().equals(before.hash())) {
			this.changes.add(content);
		}
		if (!same) {
			this.otherBytes.add(imageId);
		}
	}

	List<AssetIngestResult> results() {
		return this.results;
	}

	List<NewAsset> assets() {
		return this.assets;
	}

	List<OpenConflict> conflicts() {
		return this.conflicts;
	}

	List<NewContent> newImages() {
		return this.newImages;
	}

	/** The content of known images whose rows change. */
	List<NewContent> changes() {
		return this.changes;
	}

	/** The images whose thumbnails may be of other bytes. */
	List<UUID> otherBytes() {
		return this.otherBytes;
	}

	/** The locations of files that no row names after the commit. */
	List<String> superfluous() {
		return this.superfluous;
	}

	/** The images whose paths may have changed. */
	List<UUID> changedImages() {
		return this.changes.stream().map((content) -> Objects.requireNonNull(content.imageId())).toList();
	}

}
