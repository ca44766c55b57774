package dev.tintype.library.recognition;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.data.sql.Columns;
import dev.tintype.image.registry.ImageVersion;
import dev.tintype.support.Hashes;
import dev.tintype.web.http.Json;
import io.r2dbc.spi.Readable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A face as clients see it.
 *
 * @param photoId the best photo of its asset
 * @param personId null for an unassigned face
 * @param boundingBox {@code [x,y,w,h]}, in rows of other applications any JSON
 * @param confidence from 0 to 100
 * @param hasEmbedding whether it can be compared
 * @param cropUrl the path of the cropped face, which changes with the box and the picture
 * @param imageId of the picture, null in rows of other applications
 */
record Face(UUID id, UUID photoId, UUID assetId, @Nullable UUID personId, @Nullable String personName,
		JsonNode boundingBox, int confidence, boolean ignored, boolean hasEmbedding, Instant createdAt, String cropUrl,
		@JsonIgnore @Nullable UUID imageId) {

	/** The table of faces. */
	static final String TABLE = "faces face";

	/** The tables that {@link #COLUMNS} needs beside {@link #TABLE}. */
	static final String JOINS = """
			JOIN file_versions v ON v.id = face.photo_id JOIN media_assets a ON a.id = v.media_asset_id
			  LEFT JOIN images i ON i.image_id = a.image_id LEFT JOIN people p ON p.id = face.person_id""";

	static final String COLUMNS = """
			face.id, face.photo_id, v.media_asset_id, face.person_id, p.name, CAST(face.bounding_box AS VARCHAR),
			  face.confidence, face.ignored, face.embedding IS NOT NULL, face.created_at, a.image_id,
			  i.is_stored, i.content_hash, i.file_size, i.file_modified_at""";

	private static final int DIGITS = 12;

	static Face of(Readable row) {
		UUID id = Columns.get(row, 0, UUID.class);
		String box = Columns.get(row, 5, String.class);
		String url = cropUrl(id, box, ImageVersion.of(Boolean.TRUE.equals(row.get(11, Boolean.class)),
				row.get(12, String.class), row.get(13, Long.class), row.get(14, Instant.class)));
		return new Face(id, Columns.get(row, 1, UUID.class), Columns.get(row, 2, UUID.class), row.get(3, UUID.class),
				row.get(4, String.class), Json.MAPPER.readTree(box), Columns.get(row, 6, Integer.class),
				Columns.get(row, 7, Boolean.class), Columns.get(row, 8, Boolean.class),
				Columns.get(row, 9, Instant.class), url, row.get(10, UUID.class));
	}

	private static String cropUrl(UUID id, String box, @Nullable String imageVersion) {
		String url = "/api/faces/" + id + "/crop";
		return (imageVersion != null) ? url + "?v="
				+ Hashes.sha256((imageVersion + Json.MAPPER.readTree(box)).getBytes(StandardCharsets.UTF_8))
					.substring(0, DIGITS)
				: url;
	}

	/**
	 * Returns what identifies the cropped picture.
	 * @return 12 hexadecimal digits, or an empty text while the image has no content
	 */
	@JsonIgnore
	String version() {
		int from = this.cropUrl.indexOf('=') + 1;
		return (from > 0) ? this.cropUrl.substring(from) : "";
	}

}
