package dev.tintype.text.document;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;

/**
 * A document without its content.
 *
 * @param id of the document
 * @param code by which it is known
 * @param name for people
 * @param createdAt when it was saved first
 * @param updatedAt when its name or its content changed last
 */
record DocumentHead(UUID id, String code, String name, Instant createdAt, Instant updatedAt) {

	/** What {@link #of} reads, from {@code document d}. */
	static final String COLUMNS = "d.id, d.code, d.name, d.created_at, d.updated_at";

	/** How many they are. */
	static final int COLUMN_COUNT = 5;

	/**
	 * Reads a row of {@link #COLUMNS}.
	 * @return the document
	 */
	static DocumentHead of(Readable row) {
		return new DocumentHead(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				Columns.get(row, 2, String.class), Columns.get(row, 3, Instant.class),
				Columns.get(row, 4, Instant.class));
	}

	/**
	 * The whole document.
	 * @return both
	 */
	Document with(String content) {
		return new Document(this.id, this.code, this.name, content, this.createdAt, this.updatedAt);
	}

}
