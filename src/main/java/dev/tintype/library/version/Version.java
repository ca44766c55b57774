package dev.tintype.library.version;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.web.http.Json;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A version of an asset, as its row in {@code file_versions} has it. Columns that follow
 * from these, or from other rows, are not part of it.
 *
 * @param fileHash SHA-256 in hex
 * @param fileSize in bytes
 * @param metadata {@code exif} and {@code ai}, null for none. It is not changed in place
 * @param rating from 0 to 5
 * @param keywords as written, never null
 * @param phash the perceptual hash, null for a flat picture
 * @param takenAt wall-clock time at the place of the picture
 * @param takenSource where it comes from: user, exif, xmp, name; null for none
 * @param coordinatesSource where they come from: user, exif, xmp, ai; null for none
 * @param embedded of a gold version: whether no embedded column has changed since its
 * file was written; otherwise null
 * @param embeddedCaptionId the caption in the file of a gold version
 */
public record Version(UUID id, UUID assetId, Tier tier, String filePath, String fileHash, long fileSize,
		String mimeType, @Nullable JsonNode metadata, boolean reviewed, int rating, List<String> keywords,
		@Nullable String location, @Nullable String eventType, @Nullable String eventName,
		@Nullable String aiShortDescription, ProcessingState state, Instant createdAt, Instant updatedAt, long revision,
		@Nullable LocalDateTime takenAt, @Nullable String takenSource, @Nullable String camera, @Nullable String lens,
		@Nullable Double latitude, @Nullable Double longitude, @Nullable String coordinatesSource, @Nullable Long phash,
		@Nullable Boolean embedded, @Nullable UUID embeddedCaptionId) {

	/** The source of what a person set. */
	public static final String USER = "user";

	/**
	 * The columns that {@link #of} reads, of {@code file_versions v}. The driver for
	 * PostgreSQL fails on fractions of seconds before the year 2000, so the wall-clock
	 * time is read as text.
	 */
	public static final String COLUMNS = """
			v.id, v.media_asset_id, v.tier, v.file_path, v.file_hash, v.file_size, v.mime_type,
			  CAST(v.metadata AS VARCHAR), v.is_reviewed, v.rating, v.keywords, v.location, v.event_type, v.event_name, v.ai_short_description,
			  v.processing_state, v.created_at, v.updated_at, v.revision, CAST(v.taken_at AS VARCHAR), v.taken_source,
			  v.camera, v.lens,
			  v.latitude, v.longitude, v.coordinates_source, v.phash, v.is_embedded, v.embedded_caption_id""";

	/** How many columns {@link #COLUMNS} has. */
	public static final int WIDTH = 29;

	/**
	 * Reads a row.
	 * @param row whose first columns are {@link #COLUMNS}
	 * @return the version
	 */
	public static Version of(Readable row) {
		String metadata = row.get(7, String.class);
		return new Version(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class),
				Tier.of(Columns.get(row, 2, String.class)), Columns.get(row, 3, String.class),
				Columns.get(row, 4, String.class), Columns.get(row, 5, Long.class), Columns.get(row, 6, String.class),
				(metadata != null) ? Json.MAPPER.readTree(metadata) : null,
				Boolean.TRUE.equals(row.get(8, Boolean.class)),
				Objects.requireNonNullElse(row.get(9, Integer.class), 0), texts(row.get(10)), row.get(11, String.class),
				row.get(12, String.class), row.get(13, String.class), row.get(14, String.class),
				ProcessingState.of(row.get(15, String.class)), Columns.get(row, 16, Instant.class),
				Columns.get(row, 17, Instant.class), Columns.get(row, 18, Long.class), time(row.get(19, String.class)),
				row.get(20, String.class), row.get(21, String.class), row.get(22, String.class),
				row.get(23, Double.class), row.get(24, Double.class), row.get(25, String.class),
				row.get(26, Long.class), row.get(27, Boolean.class), row.get(28, UUID.class));
	}

	private static @Nullable LocalDateTime time(@Nullable String text) {
		return (text != null) ? LocalDateTime.parse(text.replace(' ', 'T')) : null;
	}

	/**
	 * Reads a value of the type {@code TEXT ARRAY}. The drivers return arrays of
	 * different types.
	 * @param array null for none
	 * @return its elements that are not null, in order
	 */
	static List<String> texts(@Nullable Object array) {
		return (array instanceof Object[] elements)
				? Arrays.stream(elements).filter(Objects::nonNull).map(Object::toString).toList() : List.of();
	}

	/**
	 * Starts a changed copy.
	 * @return a builder with all values of this version
	 */
	public VersionBuilder toBuilder() {
		return new VersionBuilder(this);
	}

	/**
	 * Returns the perceptual hash as text.
	 * @return 64 characters 0 and 1, the highest bit first; null if there is no hash
	 */
	public @Nullable String perceptualHash() {
		if (this.phash == null) {
			return null;
		}
		String bits = Long.toBinaryString(this.phash);
		return "0".repeat(Long.SIZE - bits.length()) + bits;
	}

}
