package dev.tintype.text.document;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;

/**
 * A document without its content.
 *
 * @param code its identity
 * @param name for people
 * @param createdAt the time of the first save
 * @param updatedAt the time of the last change of its name or content
 */
record DocumentHead(UUID id, String code, String name, Instant createdAt, Instant updatedAt) {

	/** The columns of {@code document d} that {@link #of} reads. */
	static final String COLUMNS = "d.id, d.code, d.name, d.created_at, d.updated_at";

	/** The number of {@link #COLUMNS}. */
	static final int COLUMN_COUNT = 5;

	/**
	 * Reads a row of {@link #COLUMNS}.
	 */
	static DocumentHead of(Readable row) {
		return new DocumentHead(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				Columns.get(row, 2, String.class), Columns.get(row, 3, Instant.class),
				Columns.get(row, 4, Instant.class));
	}

	/**
	 * Returns the whole document.
	 */
	Document with(String content) {
		return new Document(this.id, this.code, this.name, content, this.createdAt, this.updatedAt);
	}

}
