package dev.tintype.library.face;

import java.util.UUID;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A face whose asset is locked, so that nobody else assigns it.
 *
 * @param photoId the best photo of the asset
 * @param personId null for an unassigned face
 * @param box null in a row of another application whose box cannot be read
 * @param width of the picture as displayed, null while it is unknown
 * @param height of the picture as displayed, null while it is unknown
 */
public record LockedFace(UUID id, UUID photoId, UUID assetId, @Nullable UUID personId, boolean ignored,
		@Nullable FaceBox box, @Nullable Integer width, @Nullable Integer height) {

	/** What {@link #of} reads, of {@link #TABLES}. */
	static final String COLUMNS = """
			f.id, f.photo_id, v.media_asset_id, f.person_id, f.ignored, CAST(f.bounding_box AS VARCHAR),
			  i.width, i.height""";

	/** The table of faces with those of their pictures. */
	static final String TABLES = """
			faces f JOIN file_versions v ON v.id = f.photo_id JOIN media_assets a ON a.id = v.media_asset_id
			  LEFT JOIN images i ON i.image_id = a.image_id""";

	static LockedFace of(Readable row) {
		return new LockedFace(Columns.get(row, 0, UUID.class), Columns.get(row, 1, UUID.class),
				Columns.get(row, 2, UUID.class), row.get(3, UUID.class), Columns.get(row, 4, Boolean.class),
				FaceBox.of(Columns.get(row, 5, String.class)), row.get(6, Integer.class), row.get(7, Integer.class));
	}

	/**
	 * Tells whether a box is inside the picture.
	 * @return also true if the size of the picture is unknown
	 */
	public boolean hasInside(FaceBox other) {
		return this.width == null || this.height == null || other.isInside(this.width, this.height);
	}

}
