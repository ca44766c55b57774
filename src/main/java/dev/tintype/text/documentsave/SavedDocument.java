package dev.tintype.text.documentsave;

import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The answer to a save of one document.
 *
 * @param id of the document
 * @param code by which it is known
 * @param name for people
 * @param createdAt when it was saved first
 * @param updatedAt when its name or its content changed last
 * @param outcome what the save did
 */
public record SavedDocument(UUID id, String code, String name, Instant createdAt, Instant updatedAt,
		@JsonIgnore Effect outcome) {

	/**
	 * Tells whether the code was unknown.
	 * @return whether the document is new
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

		/** The document was the same already, and nothing was written. */
		UNCHANGED

	}

}
