package dev.tintype.library.place;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A place with a name.
 *
 * @param latitude in degrees, as it was sent
 * @param longitude in degrees, as it was sent
 * @param radius in metres
 * @param isUserDefined whether a person made it
 * @param photoCount the listed photos within the radius
 */
record Location(UUID id, String name, @Nullable String description, String latitude, String longitude, int radius,
		boolean isUserDefined, long photoCount, @Nullable String placeName, @Nullable String placeType,
		Instant createdAt, Instant updatedAt) {

	/** The radius where no other is given, in metres. */
	static final int DEFAULT_RADIUS = 100;

	/** The number of {@link #COLUMNS}. */
	static final int WIDTH = 12;

	/** The columns of {@code l} that {@link #of} reads, with a place for the count. */
	private static final String COLUMNS = """
			l.id, l.name, l.description, l.latitude, l.longitude, l.radius, l.is_user_defined, %s, l.place_name,
			l.place_type, l.created_at, l.updated_at""";

	/**
	 * Returns the columns that {@link #of} reads.
	 * @param count SQL for the number of photos
	 */
	static String columns(String count) {
		return COLUMNS.formatted(count);
	}

	static Location of(Readable row) {
		return new Location(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				row.get(2, String.class), Columns.get(row, 3, String.class), Columns.get(row, 4, String.class),
				Objects.requireNonNullElse(row.get(5, Integer.class), DEFAULT_RADIUS),
				Boolean.TRUE.equals(row.get(6, Boolean.class)), Columns.get(row, 7, Long.class),
				row.get(8, String.class), row.get(9, String.class), Columns.get(row, 10, Instant.class),
				Columns.get(row, 11, Instant.class));
	}

}
