package dev.tintype.caption.operation;

import dev.tintype.search.filter.FilterField;
import dev.tintype.search.filter.FilterFields;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The fields by which captions of the history are filtered, from {@code captions c}.
 */
@Configuration(proxyBeanMethods = false)
public class CaptionFields {

	/** H2 counts UTF-16 code units, of which some characters need two. */
	private static final String CODE_POINTS_H2 = """
			(CASE WHEN CHAR_LENGTH(c.text) = OCTET_LENGTH(c.text) THEN CHAR_LENGTH(c.text)
			  ELSE CHAR_LENGTH(REGEXP_REPLACE(c.text, '[\\x{10000}-\\x{10FFFF}]', '.', 'g')) END)""";

	private static final String CURRENT = """
			EXISTS (SELECT 1 FROM images i WHERE i.image_id = c.image_id AND i.caption_id = c.caption_id)""";

	/** All fields of a listing of captions. */
	public static final FilterFields ALL = FilterFields.of("captions", FilterField.text("text", "c.text").nullable(),
			FilterField.integer("length", "CHAR_LENGTH(c.text)").onH2(CODE_POINTS_H2).nullable(),
			FilterField.text("model", "c.model").nullable(),
			FilterField.text("source", "c.source").of("model", "human", "import"),
			FilterField.flag("current", CURRENT, "NOT " + CURRENT), FilterField.moment("created", "c.created_at"),
			FilterField.id("operation", "c.operation_id"));

	@Bean
	FilterFields captionFilterFields() {
		return ALL;
	}

}
