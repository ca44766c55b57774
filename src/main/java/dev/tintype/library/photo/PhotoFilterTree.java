package dev.tintype.library.photo;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.tintype.search.filter.Filter;
import dev.tintype.search.filter.Operator;
import dev.tintype.search.filter.TimeSpan;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Converts the search filters into conditions, except those that need the
 * database.
 */
final class PhotoFilterTree {

	private static final String TAKEN_AT = "taken_at";

	private final List<Filter> parts = new ArrayList<>();

	private PhotoFilterTree() {
	}

	/**
	 * Returns the conditions, all of which must hold.
	 */
	static List<Filter> of(PhotoFilter filter) {
		PhotoFilterTree tree = new PhotoFilterTree();
		tree.texts(filter);
		tree.values(filter);
		filter.keywords().forEach((tag) -> tree.parts.add(PhotoConditions.tagged(tag)));
		filter.peopleIds().forEach(tree::person);
		if (filter.near() != null) {
			tree.parts.add(PhotoConditions.near(filter.near()));
		}
		return tree.parts;
	}

	/**
	 * Selects photos by the time when they were taken.
	 * @param from the earliest time
	 * @param to the first later time
	 */
	static Filter taken(LocalDateTime from, LocalDateTime to) {
		return PhotoFields.ALL.condition(TAKEN_AT, Operator.EQUAL, new TimeSpan(utc(from), utc(to)));
	}

	private void texts(PhotoFilter filter) {
		if (filter.query() != null) {
			this.parts.add(PhotoConditions.query(filter.query()));
		}
		among("event_type", filter.eventTypes());
		among("mime_type", filter.mimeTypes());
		add("event_name", Operator.CONTAINS, filter.eventName());
		add("location", Operator.CONTAINS, filter.location());
		add("camera", Operator.CONTAINS, filter.camera());
		add("lens", Operator.CONTAINS, filter.lens());
	}

	private void values(PhotoFilter filter) {
		add("tier", Operator.EQUAL, (filter.tier() != null) ? filter.tier().text() : null);
		add("rating", Operator.AT_LEAST, (filter.ratingMin() != null) ? filter.ratingMin().longValue() : null);
		add("rating", Operator.AT_MOST, (filter.ratingMax() != null) ? filter.ratingMax().longValue() : null);
		if (filter.from() != null) {
			add(TAKEN_AT, Operator.AT_LEAST, new TimeSpan(utc(filter.from()), utc(filter.from())));
		}
		if (filter.to() != null) {
			add(TAKEN_AT, Operator.AT_MOST, new TimeSpan(utc(filter.to()), utc(filter.to())));
		}
		add("has_gps", Operator.EQUAL, filter.hasGps());
		add("is_reviewed", Operator.EQUAL, filter.isReviewed());
		if (filter.hasFaces() != null) {
			this.parts.add(filter.hasFaces() ? PhotoConditions.FACES : PhotoConditions.FACES.negation());
		}
	}

	private void person(String text) {
		UUID id = Ids.parse(text);
		this.parts.add((id != null) ? PhotoConditions.withPerson(id) : Filter.NONE);
	}

	private void add(String field, Operator operator, @Nullable Object value) {
		if (value != null) {
			this.parts.add(PhotoFields.ALL.condition(field, operator, value));
		}
	}

	private void among(String field, List<String> values) {
		if (!values.isEmpty()) {
			this.parts.add(PhotoFields.ALL.condition(field, Operator.IN, values));
		}
	}

	private static Instant utc(LocalDateTime time) {
		return time.toInstant(ZoneOffset.UTC);
	}

}
