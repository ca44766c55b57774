package dev.tintype.library.photo;

import dev.tintype.search.filter.FilterField;
import dev.tintype.search.filter.FilterFields;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The fields by which photos are filtered, from {@code file_versions v}.
 */
@Configuration(proxyBeanMethods = false)
public class PhotoFields {

	private static final String TAGS = """
			EXISTS (SELECT 1 FROM photo_tags t JOIN global_tag_library g ON g.tag_key = t.tag_key
			  WHERE t.photo_id = v.id AND %s)""";

	/** H2 has no function that returns the elements of a JSON array, but an index. */
	private static final String AI_TAGS_H2 = """
			EXISTS (SELECT 1 FROM SYSTEM_RANGE(1, 200) n WHERE (v.metadata)."ai"."aiTags"[n.x] IS NOT NULL AND %s)""";

	/** The JSON text of a string, without its quotes. */
	private static final String AI_TAG_H2 = """
			REPLACE(REPLACE(REGEXP_REPLACE(CAST((v.metadata)."ai"."aiTags"[n.x] AS VARCHAR), '^"|"$', '', 'g'),
			  '\\"', '"'), '\\\\', '\\')""";

	private static final String AI_TAGS_POSTGRESQL = """
			EXISTS (SELECT 1 FROM jsonb_array_elements_text(CASE jsonb_typeof(v.metadata -> 'ai' -> 'aiTags')
			    WHEN 'array' THEN v.metadata -> 'ai' -> 'aiTags' ELSE '[]' END) AS e(tag)
			  WHERE %s)""";

	private static final String PEOPLE = """
			EXISTS (SELECT 1 FROM faces f JOIN people p ON p.id = f.person_id
			  WHERE f.photo_id = v.id AND NOT f.ignored AND %s)""";

	private static final String COLLECTIONS = """
			EXISTS (SELECT 1 FROM collection_photos m JOIN collections c ON c.id = m.collection_id
			  WHERE m.photo_id = v.id AND %s)""";

	/** All fields of the listing of photos. */
	public static final FilterFields ALL = FilterFields.of("photos", FilterField.integer("rating", "v.rating_order"),
			FilterField.integer("file_size", "v.file_size"),
			FilterField.integer("face_count",
					"(SELECT count(*) FROM faces f WHERE f.photo_id = v.id AND NOT f.ignored)"),
			FilterField.wallTime("taken_at", "v.taken_at").nullable(),
			FilterField.moment("created_at", "v.created_at"),
			FilterField.text("keywords", "g.tag").folded("t.tag_key").listWithin(TAGS),
			FilterField.text("ai_tags", "e.tag").onH2(AI_TAG_H2).listWithin(AI_TAGS_H2, AI_TAGS_POSTGRESQL),
			FilterField.text("people", "p.name").listWithin(PEOPLE),
			FilterField.text("collections", "c.name").listWithin(COLLECTIONS),
			FilterField.text("event_type", "v.event_type").nullable(),
			FilterField.text("event_name", "v.event_name").nullable(),
			FilterField.text("tier", "v.tier").of("bronze", "silver", "gold"),
			FilterField.text("location", "v.location").nullable(), FilterField.text("mime_type", "v.mime_type"),
			FilterField.text("camera", "v.camera").nullable(), FilterField.text("lens", "v.lens").nullable(),
			FilterField.text("original_filename", "v.sort_name").ordered("v.sort_name_utf8", "v.sort_name"),
			FilterField.flag("is_reviewed", "COALESCE(v.is_reviewed, FALSE)", "NOT COALESCE(v.is_reviewed, FALSE)"),
			FilterField.flag("has_gps", "v.latitude IS NOT NULL AND v.longitude IS NOT NULL",
					"v.latitude IS NULL OR v.longitude IS NULL"));

	@Bean
	FilterFields photoFilterFields() {
		return ALL;
	}

}
