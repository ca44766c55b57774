package dev.tintype.text.ingest;

import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * The result of one file, sent while others are still being ingested.
 *
 * @param event {@code created}, {@code updated}, {@code unchanged} or {@code failed}
 * @param done the number of files that are done, including this one
 * @param total the number of all files, null until it is known
 * @param file the path or name that the client knows, or null
 * @param code of the document, or null
 * @param documentId of the document, null if the file failed
 * @param error why the file failed, or null
 */
record IngestEvent(String event, long done, @Nullable Long total, @Nullable String file, @Nullable String code,
		@Nullable UUID documentId, @Nullable String error) {

	/**
	 * Returns the event of a result.
	 */
	static IngestEvent of(IngestResult result, long done, @Nullable Long total) {
		return new IngestEvent(Objects.requireNonNullElse(result.outcome(), "failed"), done, total, result.file(),
				result.code(), result.documentId(), result.error());
	}

}
