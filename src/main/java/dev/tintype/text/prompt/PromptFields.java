package dev.tintype.text.prompt;

import dev.tintype.search.filter.FilterField;
import dev.tintype.search.filter.FilterFields;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The fields of {@code prompts p} that filters can use.
 */
@Configuration(proxyBeanMethods = false)
class PromptFields {

	/** All fields of the listing of prompts. */
	static final FilterFields ALL = FilterFields.of("prompts",
			FilterField.text("text", "p.prompt_text").normalized("p.search_text"),
			FilterField.text("model", "p.model").nullable(), FilterField.integer("uses", "p.total_uses"),
			FilterField.moment("first_used", "p.first_used_at"), FilterField.moment("last_used", "p.last_used_at"),
			FilterField.flag("has_thumbnail", "p.thumbnail_bytes IS NOT NULL", "p.thumbnail_bytes IS NULL"),
			FilterField.id("image", "m.image_id")
				.listWithin("EXISTS (SELECT 1 FROM prompt_images m WHERE m.prompt_id = p.id AND %s)"));

	@Bean
	FilterFields promptFilterFields() {
		return ALL;
	}

}
