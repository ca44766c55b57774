package dev.tintype.library.ingest;

import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.library.conflict.ShownConflict;
import dev.tintype.library.conflict.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * The result for one picture.
 *
 * @param filename of the upload or the image, null if the image is unknown
 * @param imageId the image, as text, because an unknown one is returned as it was sent
 * @param assetId the new or the existing asset
 * @param photoId the new version, or the best photo of the existing asset
 * @param detail what the client should know, or null
 * @param conflict why the picture waits for a decision, else null
 */
public record AssetIngestResult(@Nullable String filename, @Nullable String imageId, Status status,
		@Nullable UUID assetId, @Nullable UUID photoId, @Nullable String detail, @Nullable Conflict conflict) {

	/**
	 * The result of an item that cannot be ingested.
	 */
	static AssetIngestResult error(@Nullable String filename, @Nullable String imageId, String detail) {
		return new AssetIngestResult(filename, imageId, Status.ERROR, null, null, detail, null);
	}

	/**
	 * The result of a picture that is in the library already.
	 * @param imageId null for the image of the asset
	 */
	static AssetIngestResult skipped(@Nullable String filename, @Nullable String imageId, KnownAsset known) {
		String image = (imageId != null) ? imageId : (known.imageId() != null) ? known.imageId().toString() : null;
		return new AssetIngestResult(filename, image, Status.SKIPPED, known.assetId(), known.photoId(),
				known.trashed() ? "The asset is in the trash." : null, null);
	}

	/**
	 * The result of a picture that waits for a decision.
	 */
	static AssetIngestResult waiting(@Nullable String filename, UUID imageId, Conflict conflict) {
		return new AssetIngestResult(filename, imageId.toString(), Status.CONFLICT, null, null, null, conflict);
	}

	/**
	 * The result of a picture whose conflict was decided without a new asset.
	 * @param imageId the image of the existing asset
	 * @param assetId the existing asset, null after it was deleted
	 * @param photoId its best photo
	 * @param detail a sentence for people
	 * @return the result
	 */
	public static AssetIngestResult decided(String filename, @Nullable UUID imageId, @Nullable UUID assetId,
			@Nullable UUID photoId, String detail) {
		return new AssetIngestResult(filename, (imageId != null) ? imageId.toString() : null, Status.SKIPPED, assetId,
				photoId, detail, null);
	}

	/**
	 * The same result under another name.
	 */
	AssetIngestResult named(@Nullable String name) {
		return new AssetIngestResult(name, this.imageId, this.status, this.assetId, this.photoId, this.detail,
				this.conflict);
	}

	/**
	 * The same result with a detail.
	 */
	AssetIngestResult with(String newDetail) {
		return new AssetIngestResult(this.filename, this.imageId, this.status, this.assetId, this.photoId, newDetail,
				this.conflict);
	}

	/**
	 * A conflict with an asset.
	 *
	 * @param photoId the best photo of the asset, null after it was deleted
	 * @param similarity from 0 to 100
	 * @param suggested what the service suggests to do
	 * @param reason why
	 */
	public record Conflict(UUID conflictId, @Nullable UUID photoId, int similarity, Suggestion.Action suggested,
			String reason) {

		static Conflict of(ShownConflict shown) {
			return new Conflict(shown.id(), shown.photoId(), shown.similarity(), shown.suggestion().action(),
					shown.suggestion().reason());
		}

	}

	/** What became of a picture. */
	public enum Status {

		/** A bronze version was created. */
		CREATED,

		/** The picture is in the library already. */
		SKIPPED,

		/** The picture is similar to another one and waits for a decision. */
		CONFLICT,

		/** The picture cannot be ingested. */
		ERROR;

		/**
		 * The word for it in JSON.
		 * @return in lower case
		 */
		@JsonValue
		public String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
