package dev.tintype.operation.integrity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.tintype.support.Hashes;

/**
 * Rows of the photo library as another application writes them: without the columns that
 * only this service has. One asset has two versions, another is in the trash.
 */
final class Foreign {

	private static final String VERSION = """
			INSERT INTO file_versions (id, media_asset_id, tier, file_path, file_hash, file_size, mime_type, keywords,
			  perceptual_hash, location, processing_state)
			SELECT %s, %s, '%s', '{path}', '{hash}', 1, 'image/jpeg', CAST(ARRAY['Sky', 'SKY', 'A/B'] AS VARCHAR ARRAY),
			  '0' || REPEAT('1', 63), 'Zürich', %s
			""";

	private static final List<String> ROWS = List.of(
			"INSERT INTO media_assets (id, original_filename) VALUES (%s, 'Beach.JPG')".formatted(id("asset")),
			"INSERT INTO media_assets (id, original_filename, deleted_at) VALUES (%s, 'Old.jpg', CURRENT_TIMESTAMP)"
				.formatted(id("old")),
			version("bronze", "asset", "bronze", "'processed'"), version("gold", "asset", "gold", "NULL"),
			version("trashed", "old", "bronze", "'rejected'"), "INSERT INTO global_tag_library (tag) VALUES ('Sky')",
			"INSERT INTO global_tag_library (tag) VALUES ('sky')",
			"INSERT INTO people (id, name) VALUES (%s, 'Ann')".formatted(id("person")), face("bronze"), face("trashed"),
			"INSERT INTO collections (id, name, cover_photo) VALUES (%s, 'Trip', %s)".formatted(id("trip"),
					id("bronze")),
			"INSERT INTO collection_photos (collection_id, photo_id) VALUES (%s, %s)".formatted(id("trip"),
					id("bronze")));

	/** What the repair has derived, in one text. */
	static final String DERIVED = """
			SELECT COALESCE((SELECT v.listing || ' ' || v.search_text || ' ' || CAST(v.phash AS VARCHAR) || ' ' || v.sort_name
			    FROM file_versions v WHERE v.id = %1$s), '-')
			  || ', ' || COALESCE((SELECT v.listing || ' ' || v.processing_state FROM file_versions v WHERE v.id = %2$s), '-')
			  || ', ' || COALESCE((SELECT v.listing FROM file_versions v WHERE v.id = %3$s), '-')
			  || ', ' || (SELECT CAST(count(*) AS VARCHAR) FROM photo_tags t WHERE t.photo_id = %1$s)
			  || ', ' || COALESCE((SELECT g.tag_key || ' ' || CAST(g.usage_count AS VARCHAR) FROM global_tag_library g), '-')
			  || ', ' || COALESCE((SELECT CAST(p.face_count AS VARCHAR) FROM people p), '-')
			  || ', ' || (SELECT CAST(count(*) AS VARCHAR) FROM face_vectors)
			  || ', ' || COALESCE((SELECT CAST(s.face_count AS VARCHAR) FROM person_vectors s), '-')
			  || ', ' || (SELECT CAST(count(*) AS VARCHAR) FROM collections c JOIN collection_photos m
			    ON m.collection_id = c.id AND m.photo_id = %1$s AND c.cover_photo = %1$s)
			"""
		.formatted(id("gold"), id("bronze"), id("trashed"));

	static final String EXPECTED = """
			listed beach.jpg
			img_1.jpg
			zürich
			sky
			a/b 9223372036854775807 Beach.JPG, lower promoted, trashed, 2, sky 1, 1, 2, 1, 1""";

	private Foreign() {
	}

	/**
	 * Returns the statements that write the rows.
	 * @param file of the photos, of one byte
	 */
	static List<String> rows(Path file) throws IOException {
		String hash = Hashes.sha256(Files.readAllBytes(file));
		return ROWS.stream().map((sql) -> sql.replace("{path}", file.toString()).replace("{hash}", hash)).toList();
	}

	private static String version(String id, String asset, String tier, String state) {
		return VERSION.formatted(id(id), id(asset), tier, state);
	}

	private static String face(String photo) {
		return """
				INSERT INTO faces (photo_id, person_id, bounding_box, confidence, embedding)
				SELECT %s, %s, %s, 90, %s""".formatted(id(photo), id("person"), "JSON_ARRAY(1, 2, 3, 4)",
				"JSON_ARRAY(3, 4)");
	}

	private static String id(String name) {
		return Damages.id(name);
	}

}
