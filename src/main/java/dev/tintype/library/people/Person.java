package dev.tintype.library.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;

/**
 * A person as clients see it.
 *
 * @param birthdate null while it is unknown
 * @param faceCount the faces that are not ignored and not in the trash
 * @param photoCount the photos that the list of the person's photos has
 * @param representativeFace the path of a picture, which other applications set
 * @param selectedThumbnailFaceId the face that the user chose
 * @param coverUrl the path of a cropped face, null if there is none
 */
record Person(UUID id, String name, @Nullable String notes, @Nullable LocalDate birthdate, int faceCount,
		long photoCount, @Nullable String representativeFace, @Nullable UUID selectedThumbnailFaceId,
		@Nullable String coverUrl, Instant createdAt) {

	/** The conditions of photos on {@code file_versions v} with a person. */
	static final String PICTURED = """
			v.listing = 'listed' AND v.id IN (SELECT f.photo_id FROM faces f WHERE f.counted_person_id = %s)""";

	static final String COLUMNS = """
			p.id, p.name, p.notes, p.birthdate, COALESCE(p.face_count, 0),
			(SELECT count(*) FROM file_versions v WHERE """ + " " + PICTURED.formatted("p.id") + "), "
			+ "p.representative_face, p.selected_thumbnail_face_id, p.created_at";

	static Person of(Readable row) {
		return new Person(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class), row.get(2, String.class),
				row.get(3, LocalDate.class), Columns.get(row, 4, Integer.class), Columns.get(row, 5, Long.class),
				row.get(6, String.class), row.get(7, UUID.class), null, Columns.get(row, 8, Instant.class));
	}

	/**
	 * Returns the person with a cover.
	 */
	Person with(@Nullable String cover) {
		return new Person(this.id, this.name, this.notes, this.birthdate, this.faceCount, this.photoCount,
				this.representativeFace, this.selectedThumbnailFaceId, cover, this.createdAt);
	}

}
