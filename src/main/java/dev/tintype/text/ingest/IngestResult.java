package dev.tintype.text.ingest;

import java.util.Locale;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.tintype.text.documentsave.SavedDocument.Effect;
import org.jspecify.annotations.Nullable;

/**
 * The result of one file.
 *
 * @param file the path or name that the client knows, or null
 * @param code of the document, or null
 * @param documentId of the document, null if the file failed
 * @param saved the effect of the save, null if the file failed
 * @param error why the file failed, or null
 */
@JsonPropertyOrder({ "file", "code", "status", "outcome", "document_id", "error" })
record IngestResult(@Nullable String file, @Nullable String code, @Nullable UUID documentId,
		@JsonIgnore @Nullable Effect saved, @Nullable String error) {

	/**
	 * Whether the file was ingested.
	 * @return {@code success} or {@code failed}
	 */
	@JsonProperty
	String status() {
		return (this.saved != null) ? "success" : "failed";
	}

	/**
	 * The effect of the save.
	 * @return {@code created}, {@code updated}, {@code unchanged} or null
	 */
	@JsonProperty
	@Nullable String outcome() {
		return (this.saved != null) ? this.saved.name().toLowerCase(Locale.ROOT) : null;
	}

}
