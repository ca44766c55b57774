package dev.tintype.text.documentsave;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The response to a save of one document.
 *
 * @param code its identity
 * @param name for people
 * @param createdAt the time of the first save
 * @param updatedAt the time of the last change of its name or content
 * @param outcome what the save did
 */
public record SavedDocument(UUID id, String code, String name, Instant createdAt, Instant updatedAt,
		@JsonIgnore Effect outcome) {

	/**
	 * Whether the save created the document.
	 * @return true if its code was unknown
	 */
	@JsonIgnore
	public boolean isNew() {
		return this.outcome == Effect.CREATED;
	}

	/**
	 * The effect of a save on a document.
	 */
	public enum Effect {

		/** The code was unknown. */
		CREATED,

		/** The code was known with another name or content. */
		UPDATED,

		/** The document already had this name and content, and nothing was written. */
		UNCHANGED

	}

}
