package dev.tintype.operation.integrity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.sql.Dialect;

/**
 * Damages rows and schema, once for each check.
 */
final class Damages {

	private static final String LOST = "CAST('01900000-0000-7000-8000-000000000001' AS UUID)";

	private static final String NEW = "CAST('01900000-0000-7000-8000-000000000002' AS UUID)";

	private Damages() {
	}

	static List<Damage> all(Dialect dialect, List<String> images) {
		List<Damage> all = new ArrayList<>(captions(uuid(images.get(0)), uuid(images.get(1))));
		all.addAll(others(uuid(images.get(0)), uuid(images.get(1))));
		all.addAll(runs());
		all.add(foldedCaptions(dialect, uuid(images.get(0)), uuid(images.get(1))));
		all.addAll(library());
		all.addAll(dialect.choose(h2(), postgresql()));
		return all;
	}

	private static String uuid(String id) {
		return "CAST('" + id + "' AS UUID)";
	}

	private static List<Damage> captions(String first, String second) {
		return List.of(new Damage("captions.image", 2, 1, """
				INSERT INTO captions (caption_id, image_id, text, source, operation_id, created_at)
				SELECT %s, %s, text, 'model', operation_id, created_at FROM captions
				  WHERE source = 'human' AND image_id = %s;
				INSERT INTO captions (caption_id, image_id, text, source, operation_id, created_at)
				SELECT %s, %s, text, source, operation_id, created_at FROM captions
				  WHERE source = 'human' AND image_id = %s
				""".formatted(LOST, LOST, first, NEW, LOST, first), "DELETE FROM captions WHERE image_id = " + LOST),
				new Damage("images.current-caption", 2, 2, """
						UPDATE images SET caption_id = (SELECT max(i.caption_id) FROM images i WHERE i.image_id = %s)
						WHERE image_id = %s; UPDATE images SET caption_id = %s WHERE image_id = %s
						""".formatted(second, first, LOST, second).replace("max(i.caption_id)", "i.caption_id")),
				new Damage("images.caption", 2, 2, """
						UPDATE images SET caption_rank = 1 WHERE image_id = %s;
						UPDATE images SET caption_model = 'another' WHERE image_id = %s
						""".formatted(first, second)), new Damage("images.filename-folded", 2, 2, """
						UPDATE images SET filename_folded = UPPER(filename) WHERE image_id = %s;
						UPDATE images SET filename_folded = '' WHERE image_id = %s
						""".formatted(first, second)), new Damage("captions.replaces", 2, 2, """
						UPDATE captions SET replaces = %s WHERE source = 'import' AND image_id = %s;
						UPDATE captions SET replaces = (SELECT caption_id FROM images WHERE image_id = %s)
						WHERE source = 'human' AND image_id = %s
						""".formatted(LOST, first, first, second)));
	}

	// The folded copy differs until its source is repaired.
	private static Damage foldedCaptions(Dialect dialect, String first, String second) {
		List<Long> all = List.of(2L, 2L, 0L);
		return new Damage("""
				UPDATE images SET caption_folded = UPPER(caption) WHERE image_id = %s;
				UPDATE images SET caption_folded = '' WHERE image_id = %s
				""".formatted(first, second), List.of(), List.of(), dialect.choose(Map.of("images.caption-folded", all),
				Map.of("images.caption-folded", all, "images.caption-search", List.of(2L, 0L, 0L))));
	}

	private static List<Damage> runs() {
		return List.of(new Damage("caption-claims.run", 1, 1, """
				INSERT INTO caption_claims (run_id, image_id, attempts, expired) VALUES (%s, %s, 0, 0)
				""".formatted(LOST, NEW)),
				new Damage("caption-runs.counters", 1, 1,
						"""
								INSERT INTO caption_runs (run_id, model, source, skip, overwrite, max_attempts, state, examined_to, done, created_at)
								VALUES (%s, 'm', 'model', 'none', FALSE, 3, 'finished', %s, 1, CURRENT_TIMESTAMP)
								"""
							.formatted(NEW, NEW)));
	}

	private static List<Damage> others(String first, String second) {
		return List.of(new Damage("thumbnails.image", 2, 2, """
				UPDATE thumbnails SET image_id = %s WHERE image_id = %s
				""".formatted(LOST, first)), new Damage("thumbnails.bytes", 2, 2, """
				UPDATE thumbnails SET width = width + 1 WHERE image_id = %s AND format = 'JPEG';
				UPDATE thumbnails SET etag = 'x' WHERE image_id = %s AND format = 'WEBP'
				""".formatted(second, second)), new Damage("prompt-images.rows", 2, 2, """
				INSERT INTO prompt_images (prompt_id, image_id, created_at)
				SELECT prompt_id, %s, created_at FROM prompt_images;
				INSERT INTO prompt_images (prompt_id, image_id, created_at)
				SELECT 99999, %s, created_at FROM prompt_images WHERE image_id = %s
				""".formatted(LOST, first, second)), new Damage("prompts.picture", 2, 1, """
				UPDATE prompts SET thumbnail_width = NULL WHERE prompt_text = 'A Boat  at sea';
				UPDATE prompts SET thumbnail_etag = 'x' WHERE prompt_text = 'A Plane'
				""", "UPDATE prompts SET thumbnail_width = 256 WHERE prompt_text = 'A Boat  at sea'"),
				new Damage("prompts.picture-bytes", 1, 1,
						"UPDATE prompts SET thumbnail_etag = 'x' WHERE prompt_text = 'A Boat  at sea'"),
				new Damage("prompts.text", 2, 2, """
						UPDATE prompts SET prompt_hash = 'x' WHERE prompt_text = 'A Plane';
						UPDATE prompts SET search_text = 'x' WHERE prompt_text = 'A Boat  at sea'
						"""),
				new Damage("documents.name-folded", 1, 1, "UPDATE document SET name_folded = 'x' WHERE code = 'd1'"),
				new Damage("messages.thread", 1, 1, "DELETE FROM chat_threads WHERE thread_id = 't2'"),
				new Damage("threads.message-count", 1, 1,
						"UPDATE chat_threads SET message_count = 99 WHERE thread_id = 't1'"),
				new Damage("threads.activity", 1, 1,
						"UPDATE chat_threads SET updated_at = updated_at - INTERVAL '1' DAY WHERE thread_id = 't1'"));
	}

	// Each damage takes several inspections, so these are caused together.
	private static List<Damage> library() {
		String bronze = id("bronze");
		String gold = id("gold");
		String lower = """
				UPDATE faces SET photo_id = %1$s WHERE photo_id = %2$s;
				UPDATE collections SET cover_photo = %1$s;
				INSERT INTO collection_photos (collection_id, photo_id) SELECT id, %1$s FROM collections;
				UPDATE people SET face_count = 7;
				UPDATE global_tag_library SET usage_count = 9 WHERE tag = 'Sky';
				UPDATE file_versions SET processing_state = 'promoted' WHERE id = %2$s;
				UPDATE file_versions SET processing_state = NULL WHERE id = %1$s
				""".formatted(bronze, gold);
		String columns = """
				UPDATE file_versions SET is_best = NOT is_best WHERE media_asset_id = %s;
				UPDATE file_versions SET is_trashed = FALSE, phash = 1 WHERE id = %s;
				UPDATE file_versions SET sort_name = 'x' WHERE id = %s;
				UPDATE file_versions SET search_text = 'x' WHERE id = %s;
				DELETE FROM photo_tags WHERE photo_id = %s;
				UPDATE global_tag_library SET tag_key = 'x' WHERE tag = 'Sky'
				""".formatted(id("asset"), id("trashed"), gold, bronze, gold);
		List<Long> one = List.of(1L, 1L, 0L);
		List<Long> two = List.of(2L, 2L, 0L);
		return List.of(
				new Damage(lower, List.of(), List.of(),
						Map.of("faces.photo", one, "collections.cover", one, "collections.photos", one,
								"people.face-count", one, "tags.usage-count", one, "photos.state", two)),
				new Damage(columns, List.of(), List.of(),
						Map.of("photos.best", two, "photos.trashed", one, "photos.sort-name", one, "photos.texts",
								List.of(3L, 3L, 0L), "tags.key", one, "tags.usage-count", List.of(1L, 0L, 0L))),
				new Damage("UPDATE faces SET counted_person_id = NULL; DELETE FROM face_vectors", List.of(), List.of(),
						Map.of("faces.counted", one, "faces.vectors", two)),
				new Damage("people.vectors", 1, 1, "UPDATE person_vectors SET face_count = 9"),
				new Damage("collections.photos", 1, 1, "UPDATE collection_photos SET photo_id = " + bronze));
	}

	/** The id of a row of the library that {@link World} writes. */
	static String id(String name) {
		return uuid(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
	}

	private static List<Damage> h2() {
		String note = "INSERT INTO text_changes (seq, kind, row_id) VALUES (1000000, 'other', RANDOM_UUID())";
		return List.of(new Damage("prompts.numbers", 1, 1, "ALTER TABLE prompts ALTER COLUMN id RESTART WITH 1"),
				new Damage(note, List.of(), List.of(),
						Map.of("text-changes.kind", List.of(1L, 1L, 0L), "text-changes.numbers", List.of(1L, 0L, 0L))),
				new Damage("text-index.token", 1, 1,
						"INSERT INTO text_index VALUES ('ffffffff-ffff-ffff-ffff-ffffffffffff')"),
				new Damage("text-index.files", 2, 2, "UPDATE text_index SET token = RANDOM_UUID()"),
				new Damage("text-index.message-rows", 2, 2, """
						INSERT INTO message (id, thread_id, question, answer, created_at)
						SELECT RANDOM_UUID(), 't1', 'unheard', 'of', min(created_at) FROM message;
						DELETE FROM message WHERE id = (SELECT min(id) FROM message WHERE thread_id = 't1'
						  AND question <> 'unheard')
						"""), new Damage("text-index.document-rows", 1, 1, """
						UPDATE document SET id = RANDOM_UUID() WHERE code = 'd3';
						DELETE FROM document WHERE code = 'd2'
						"""), new Damage("schema.differences", 1, 0, "DROP INDEX images_created",
						"CREATE INDEX images_created ON images (created_at, image_id)"));
	}

	private static List<Damage> postgresql() {
		return List.of(new Damage("images.count", 1, 1, "INSERT INTO image_counts VALUES (3)"),
				new Damage("images.caption-search", 1, 1, """
						UPDATE caption_search SET caption_folded = caption_folded || '.' WHERE image_id = (
						  SELECT MIN(CAST(image_id AS VARCHAR)) FROM caption_search)::UUID
						"""), new Damage("images.triggers", 2, 2, """
						DROP TRIGGER images_added ON images;
						ALTER TABLE images DISABLE TRIGGER images_deleted
						"""), new Damage("prompts.numbers", 1, 1, "ALTER SEQUENCE prompts_id_seq RESTART WITH 1"),
				new Damage("schema.indexes", 1, 1, """
						UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = to_regclass('images_created')
						"""), new Damage("schema.constraints", 1, 1, """
						ALTER TABLE thumbnails DROP CONSTRAINT thumbnails_image_fkey;
						ALTER TABLE thumbnails ADD CONSTRAINT thumbnails_image_fkey FOREIGN KEY (image_id)
						  REFERENCES images ON DELETE CASCADE NOT VALID
						"""), new Damage("schema.triggers", 2, 2, "ALTER TABLE thumbnails DISABLE TRIGGER ALL"),
				new Damage("schema.differences", 1, 0, "DROP INDEX images_created",
						"CREATE INDEX images_created ON images (created_at, image_id)"));
	}

	/**
	 * One kind of damage.
	 *
	 * @param sql causes it, without foreign keys
	 * @param after more statements that cause it, with foreign keys
	 * @param undo deletes what the repair leaves
	 * @param expected by check, the numbers of findings, repairs and remaining findings
	 */
	record Damage(String sql, List<String> after, List<String> undo, Map<String, List<Long>> expected) {

		Damage(String check, long found, long repaired, String sql, String... undo) {
			this(sql, List.of(), List.of(undo), Map.of(check, List.of(found, repaired, found - repaired)));
		}

	}

}
