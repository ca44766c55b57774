package dev.tintype.library.photo;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import dev.tintype.image.registry.ImageVersion;
import dev.tintype.library.version.Tier;
import dev.tintype.library.version.Version;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * The columns of photos, read by one statement with all that their JSON has.
 */
final class PhotoColumns {

	/** The table of photos. */
	static final String TABLE = "file_versions v";

	/** The other tables, joined to {@link #TABLE}. */
	static final String JOINS = """
			JOIN media_assets a ON a.id = v.media_asset_id LEFT JOIN images i ON i.image_id = a.image_id""";

	/** What {@link #photo} reads. */
	static final String ALL = Version.COLUMNS + """
			, a.original_filename, a.image_id, a.deleted_at,
			  (SELECT STRING_AGG(o.tier, ',') FROM file_versions o WHERE o.media_asset_id = v.media_asset_id),
			  i.width, i.height, i.caption, CASE WHEN i.caption IS NOT NULL THEN i.caption_id END,
			  (SELECT count(*) FROM faces f WHERE f.photo_id = v.id AND NOT f.ignored),
			  i.is_stored, i.content_hash, i.file_size, i.file_modified_at""";

	/** The same without the metadata, which would be read and parsed for nothing. */
	static final String BRIEF = ALL.replace("CAST(v.metadata AS VARCHAR)", "CAST(NULL AS VARCHAR)");

	private PhotoColumns() {
	}

	/**
	 * Reads a photo.
	 */
	static Photo photo(Readable row) {
		int i = Version.WIDTH;
		return new Photo(Version.of(row), Columns.get(row, i, String.class), row.get(i + 1, UUID.class),
				row.get(i + 2, Instant.class), tiers(Columns.get(row, i + 3, String.class)),
				row.get(i + 4, Integer.class), row.get(i + 5, Integer.class), row.get(i + 6, String.class),
				row.get(i + 7, UUID.class), Columns.get(row, i + 8, Long.class), imageVersion(row, i + 9), true);
	}

	private static List<Tier> tiers(String words) {
		return Arrays.stream(words.split(",")).map(Tier::of).sorted().toList();
	}

	private static @Nullable String imageVersion(Readable row, int i) {
		return ImageVersion.of(Boolean.TRUE.equals(row.get(i, Boolean.class)), row.get(i + 1, String.class),
				row.get(i + 2, Long.class), row.get(i + 3, Instant.class));
	}

}
