package dev.tintype.library.people;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Columns;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The row of a person that is merged.
 *
 * @param thumbnail the face that the user chose
 */
record MergedPerson(UUID id, String name, @Nullable String notes, @Nullable LocalDate birthdate,
		@Nullable String representativeFace, @Nullable UUID thumbnail, Instant createdAt) {

	static final String COLUMNS = """
			id, name, notes, birthdate, representative_face, selected_thumbnail_face_id, created_at""";

	static MergedPerson of(Readable row) {
		return new MergedPerson(Columns.get(row, 0, UUID.class), Columns.get(row, 1, String.class),
				row.get(2, String.class), row.get(3, LocalDate.class), row.get(4, String.class), row.get(5, UUID.class),
				Columns.get(row, 6, Instant.class));
	}

	/**
	 * Reads what a merge has recorded.
	 */
	static MergedPerson of(JsonNode json) {
		String birthdate = json.path("birthdate").asString(null);
		String thumbnail = json.path("thumbnail").asString(null);
		return new MergedPerson(UUID.fromString(json.path("id").asString()), json.path("name").asString(),
				json.path("notes").asString(null), (birthdate != null) ? LocalDate.parse(birthdate) : null,
				json.path("representative_face").asString(null),
				(thumbnail != null) ? UUID.fromString(thumbnail) : null,
				Instant.parse(json.path("created_at").asString()));
	}

	/**
	 * Returns what this person gives to another one: the fields that the other lacks.
	 */
	MergedPerson filling(MergedPerson other) {
		return new MergedPerson(other.id, other.name, (other.notes == null) ? this.notes : null,
				(other.birthdate == null) ? this.birthdate : null,
				(other.representativeFace == null) ? this.representativeFace : null,
				(other.thumbnail == null) ? this.thumbnail : null, other.createdAt);
	}

	/**
	 * Returns the optional fields as parameters of a statement, with empty texts for
	 * null.
	 */
	Map<String, Object> values() {
		return Map.of("notes", Objects.requireNonNullElse(this.notes, ""), "birthdate",
				Objects.toString(this.birthdate, ""), "face", Objects.requireNonNullElse(this.representativeFace, ""),
				"thumbnail", Objects.toString(this.thumbnail, ""));
	}

}
