package dev.tintype.image.registry;

import dev.tintype.search.filter.FilterField;
import dev.tintype.search.filter.FilterFields;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The fields by which images are filtered, from {@code images i}.
 */
@Configuration(proxyBeanMethods = false)
public class ImageFields {

	/** Selects the images without a caption. */
	static final String UNCAPTIONED = "i.caption_rank = 0";

	/** The column that {@link #UNCAPTIONED} fixes to one value. */
	static final String RANK = "i.caption_rank";

	/** H2 counts UTF-16 code units, of which some characters need two. */
	static final String CODE_POINTS_H2 = """
			CASE WHEN CHAR_LENGTH(i.caption) = OCTET_LENGTH(i.caption) THEN CHAR_LENGTH(i.caption)
			  ELSE CHAR_LENGTH(REGEXP_REPLACE(i.caption, '[\\x{10000}-\\x{10FFFF}]', '.', 'g')) END""";

	/**
	 * The path without the name, and without the slash before it unless it is the root.
	 * The folders of uploads are the service's own, and mean nothing to clients.
	 */
	private static final String FOLDER_H2 = """
			(CASE WHEN NOT i.is_stored THEN LEFT(i.file_path, GREATEST(LOCATE('/', i.file_path, -1) - 1, 1)) END)""";

	private static final String FOLDER_POSTGRESQL = """
			(CASE WHEN NOT i.is_stored
			  THEN left(i.file_path, greatest(length(i.file_path) - strpos(reverse(i.file_path), '/'), 1)) END)""";

	static final String CODE_POINTS_POSTGRESQL = "CHAR_LENGTH(i.caption)";

	/**
	 * When a picture was taken, otherwise when its file was changed or it was registered.
	 */
	static final String TAKEN_H2 = "i.taken_order";

	/** The expression of the index. */
	static final String TAKEN_POSTGRESQL = """
			COALESCE(i.taken_at, i.file_modified_at AT TIME ZONE 'UTC', i.created_at AT TIME ZONE 'UTC')""";

	/** All fields of the listing of images. */
	public static final FilterFields ALL = FilterFields.of("images", FilterField.id("id", "i.image_id"),
			FilterField.text("filename", "i.filename")
				.ordered("i.filename_utf8", "i.filename")
				.folded("i.filename_folded"),
			FilterField.text("path", "i.file_path").nullable(),
			FilterField.text("folder", FOLDER_POSTGRESQL).onH2(FOLDER_H2).nullable(),
			FilterField.integer("size", "i.file_size").nullable(), FilterField.integer("width", "i.width").nullable(),
			FilterField.integer("height", "i.height").nullable(),
			FilterField.decimal("megapixels", "(CAST(i.width AS DOUBLE PRECISION) * i.height / 1000000)").nullable(),
			FilterField.decimal("aspect", "(CAST(i.width AS DOUBLE PRECISION) / NULLIF(i.height, 0))").nullable(),
			FilterField.text("mime_type", "i.mime_type").nullable(),
			FilterField.text("content_hash", "i.content_hash").nullable(),
			FilterField.flag("uploaded", "i.is_uploaded", "NOT i.is_uploaded"),
			FilterField.flag("captioned", "i.caption_rank > 0", UNCAPTIONED).leading(RANK),
			FilterField.text("caption", "i.caption").folded("i.caption_folded").nullable(),
			FilterField.text("caption_model", "i.caption_model").nullable().leading("i.caption_model"),
			FilterField.text("caption_source", """
					(CASE i.caption_rank WHEN 1 THEN 'model' WHEN 2 THEN 'import' WHEN 3 THEN 'human' END)""")
				.nullable()
				.of("model", "human", "import"),
			FilterField.integer("caption_length", CODE_POINTS_POSTGRESQL).onH2("(" + CODE_POINTS_H2 + ")").nullable(),
			FilterField.text("captioned_by", "c.model")
				.listWithin("EXISTS (SELECT 1 FROM captions c WHERE c.image_id = i.image_id AND %s)"),
			FilterField.moment("created", "i.created_at"), FilterField.moment("updated", "i.updated_at"),
			FilterField.wallTime("taken", TAKEN_POSTGRESQL).onH2(TAKEN_H2),
			FilterField.id("operation", "c.operation_id")
				.within("EXISTS (SELECT 1 FROM captions c WHERE c.caption_id = i.caption_id AND %s)"));

	@Bean
	FilterFields imageFilterFields() {
		return ALL;
	}

}
