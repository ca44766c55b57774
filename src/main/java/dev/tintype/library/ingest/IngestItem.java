package dev.tintype.library.ingest;

import java.nio.file.Path;
import java.util.UUID;

import dev.tintype.image.content.StagedUpload;
import org.jspecify.annotations.Nullable;

/**
 * A picture to ingest: an upload, or an image.
 *
 * @param filename of an upload, null for an image
 * @param imageText the id of an image as the client wrote it, null for an upload and if
 * it is no text
 * @param imageId the id of an image, null if the text is not an id
 * @param upload the received file, null for an image and for a faulty upload
 * @param sidecar a temporary file with the sidecar of an upload, null for none
 * @param fault why the item cannot be ingested, null if it can
 */
record IngestItem(@Nullable String filename, @Nullable String imageText, @Nullable UUID imageId,
		@Nullable StagedUpload upload, @Nullable Path sidecar, @Nullable String fault) {

	/**
	 * Creates the item of an image.
	 */
	static IngestItem ofImage(String text, @Nullable UUID id) {
		return new IngestItem(null, text, id, null, null, (id != null) ? null : "The image is unknown.");
	}

	/**
	 * Creates an item that cannot be ingested.
	 * @param filename of an upload, or null
	 */
	static IngestItem faulty(@Nullable String filename, @Nullable String imageText, @Nullable String fault) {
		return new IngestItem(filename, imageText, null, null, null, fault);
	}

}
