package dev.tintype.text.document;

import dev.tintype.search.filter.FilterField;
import dev.tintype.search.filter.FilterFields;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The fields of {@code document d} that filters can use.
 */
@Configuration(proxyBeanMethods = false)
class DocumentFields {

	/** All fields of the listing of documents. */
	static final FilterFields ALL = FilterFields.of("documents", FilterField.text("code", "d.code"),
			FilterField.text("name", "d.name").folded("d.name_folded"), FilterField.largeText("content", "d.content"),
			FilterField.moment("created", "d.created_at"), FilterField.moment("updated", "d.updated_at"));

	@Bean
	FilterFields documentFilterFields() {
		return ALL;
	}

}
