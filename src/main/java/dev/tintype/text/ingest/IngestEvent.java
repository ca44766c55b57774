package dev.tintype.text.ingest;

import java.util.Objects;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * What became of one file, while others are still being ingested.
 *
 * @param event {@code created}, {@code updated}, {@code unchanged} or {@code failed}
 * @param done how many files are done, this one included
 * @param total how many there are, null until all are known
 * @param file as the client knows it, or null
 * @param code of the document, or null
 * @param documentId the document, null when the file failed
 * @param error why it failed, null when it did not
 */
record IngestEvent(String event, long done, @Nullable Long total, @Nullable String file, @Nullable String code,
		@Nullable UUID documentId, @Nullable String error) {

	/**
	 * The event of a result.
	 * @param done how many files are done
	 * @param total how many there are, or null
	 * @return the event
	 */
	static IngestEvent of(IngestResult result, long done, @Nullable Long total) {
		return new IngestEvent(Objects.requireNonNullElse(result.outcome(), "failed"), done, total, result.file(),
				result.code(), result.documentId(), result.error());
	}

}
