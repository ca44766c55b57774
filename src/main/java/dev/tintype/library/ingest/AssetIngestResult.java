package dev.tintype.library.ingest;

import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The result for one picture.
 *
 * @param filename of the upload or the image, null if the image is unknown
 * @param imageId the image, as text, because an unknown one is returned as it was sent
 * @param assetId the new or the existing asset
 * @param photoId the new version, or the best photo of the existing asset
 * @param detail what the client should know, or null
 * @param conflict always null: near duplicates are not looked for yet
 */
record AssetIngestResult(@Nullable String filename, @Nullable String imageId, Status status, @Nullable UUID assetId,
		@Nullable UUID photoId, @Nullable String detail, @Nullable Object conflict) {

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
	 * The same result with a detail.
	 */
	AssetIngestResult with(String newDetail) {
		return new AssetIngestResult(this.filename, this.imageId, this.status, this.assetId, this.photoId, newDetail,
				this.conflict);
	}

	/** What became of a picture. */
	enum Status {

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
		String word() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
