package dev.tintype.library.photo;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.tintype.search.filter.Filter;
import dev.tintype.search.filter.Operator;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;

/**
 * Converts the search filters into conditions, except those that need the database.
 */
final class PhotoFilterTree {

	/** PostgreSQL plans so many conditions on other tables quickly as joins. */
	private static final int MOST_JOINS = 8;

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
		tree.all(filter.keywords().stream().map(PhotoConditions::tagged).toList());
		tree.all(filter.peopleIds().stream().map(PhotoFilterTree::person).toList());
		if (filter.near() != null) {
			tree.parts.add(PhotoConditions.near(filter.near()));
		}
		return tree.parts;
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
			this.parts.add(PhotoConditions.takenFrom(filter.from()));
		}
		if (filter.to() != null) {
			this.parts.add(PhotoConditions.takenBefore(filter.to()));
		}
		add("has_gps", Operator.EQUAL, filter.hasGps());
		add("is_reviewed", Operator.EQUAL, filter.isReviewed());
		if (filter.hasFaces() != null) {
			this.parts.add(filter.hasFaces() ? PhotoConditions.FACES : PhotoConditions.FACES.negation());
		}
	}

	private void all(List<Filter> conditions) {
		for (int i = 0; i < conditions.size(); i++) {
			Filter condition = conditions.get(i);
			this.parts.add((i < MOST_JOINS) ? condition : PhotoConditions.apart(condition));
		}
	}

	private static Filter person(String text) {
		UUID id = Ids.parse(text);
		return (id != null) ? PhotoConditions.withPerson(id) : Filter.NONE;
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

}
