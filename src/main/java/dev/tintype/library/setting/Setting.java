package dev.tintype.library.setting;

import java.time.Instant;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A setting.
 *
 * @param id null if the setting has no row, and therefore its default
 * @param createdAt null in the same case
 * @param updatedAt null in the same case
 */
record Setting(@Nullable UUID id, String key, String value, String category, @Nullable String description,
		@Nullable Instant createdAt, @Nullable Instant updatedAt) {

	/** The columns of {@code settings s} that {@link #of} reads. */
	static final String COLUMNS = """
			s.id, s."key", s."value", s.category, s.description, s.created_at, s.updated_at""";

	static Setting of(Readable row) {
		return new Setting(row.get(0, UUID.class), Columns.get(row, 1, String.class), Columns.get(row, 2, String.class),
				Columns.get(row, 3, String.class), row.get(4, String.class), row.get(5, Instant.class),
				row.get(6, Instant.class));
	}

	static Setting of(KnownSetting known) {
		return new Setting(null, known.key(), known.value(), known.category(), known.description(), null, null);
	}

}
