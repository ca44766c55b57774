package dev.tintype.caption.insight;

import java.util.List;
import java.util.Objects;

import dev.tintype.image.registry.ImageFields;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.support.Texts;
import dev.tintype.web.http.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * A request to count tags or words.
 *
 * @param filter of the images, null for all
 * @param prefix with which a tag begins, in any case; null for any
 * @param contained a part of a tag, in any case; null for any
 * @param limit the most tags
 * @param isWords whether words are counted instead
 * @param separator between tags
 */
record TagRequest(@Nullable RowFilter filter, @Nullable String prefix, @Nullable String contained, int limit,
		boolean isWords, String separator) {

	private static final int MOST = 1_000;

	private static final int TAGS = 100;

	private static final int SEPARATOR_LENGTH = 20;

	static TagRequest of(QueryParameters parameters) {
		String separator = parameters.text("separator", SEPARATOR_LENGTH);
		return new TagRequest(RowFilter.of(parameters, ImageFields.ALL), parameters.text("prefix", Texts.NAME_LENGTH),
				parameters.text("contains", Texts.NAME_LENGTH), parameters.number("limit", 1, MOST, TAGS),
				parameters.word("unit", List.of("tag", "word"), "tag").equals("word"),
				Objects.requireNonNullElse(separator, ","));
	}

	/**
	 * Identifies the response.
	 */
	List<?> key() {
		return List.of((this.filter != null) ? this.filter.text() : "", Objects.requireNonNullElse(this.prefix, ""),
				Objects.requireNonNullElse(this.contained, ""), this.limit, this.isWords, this.separator);
	}

}
