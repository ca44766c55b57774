package dev.tintype.library.event;

import java.util.Map;

import dev.tintype.support.Texts;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.listing.Where;
import org.jspecify.annotations.Nullable;

/**
 * The events that a listing shows.
 *
 * @param type null for all
 * @param country null for all
 * @param isEnabled null for both
 */
record EventFilter(@Nullable String type, @Nullable String country, @Nullable Boolean isEnabled) {

	static EventFilter of(QueryParameters parameters) {
		String type = parameters.word("type", EventType.WORDS, "");
		return new EventFilter(type.isEmpty() ? null : type, parameters.text("country", Texts.NAME_LENGTH),
				parameters.flag("enabled"));
	}

	Where where() {
		Where where = Where.ALL;
		if (this.type != null) {
			where = where.and("e.type = :type", Map.of("type", this.type));
		}
		if (this.country != null) {
			where = where.and("e.country = :country", Map.of("country", this.country));
		}
		return (this.isEnabled != null)
				? where.and("COALESCE(e.is_enabled, TRUE) = :enabled", Map.of("enabled", this.isEnabled)) : where;
	}

}
