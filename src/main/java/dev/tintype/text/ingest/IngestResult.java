package dev.tintype.text.ingest;

import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tintype.text.documentsave.SavedDocument.Effect;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file.
 *
 * @param file as the client knows it, or null
 * @param code of the document, or null
 * @param documentId the document, null when the file failed
 * @param saved what was done, null when the file failed
 * @param error why it failed, null when it did not
 */
@JsonPropertyOrder({ "file", "code", "status", "outcome", "document_id", "error" })
record IngestResult(@Nullable String file, @Nullable String code, @Nullable UUID documentId,
		@JsonIgnore @Nullable Effect saved, @Nullable String error) {

	/**
	 * Whether the document is there.
	 * @return {@code success} or {@code failed}
	 */
	@JsonProperty
	String status() {
		return (this.saved != null) ? "success" : "failed";
	}

	/**
	 * What was done.
	 * @return {@code created}, {@code updated}, {@code unchanged} or null
	 */
	@JsonProperty
	@Nullable String outcome() {
		return (this.saved != null) ? this.saved.name().toLowerCase(Locale.ROOT) : null;
	}

}
