package dev.tintype.library.edit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import dev.tintype.library.version.Tags;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import tools.jackson.databind.JsonNode;

/**
 * Tags that a client adds to a photo, removes from it, or sets.
 *
 * @param tags normalised, each once
 */
record TagsDraft(List<String> tags, Action action) {

	private static final String ACTION = "action";

	/**
	 * Reads the body of a change of tags.
	 */
	static TagsDraft read(byte[] bytes) {
		JsonNode body = Json.read(bytes);
		JsonFields fields = new JsonFields(body, "");
		List<String> tags = new EditFields(body, fields).tags("tags", true);
		String action = fields.optionalWord(ACTION, List.of("add", "remove", "replace"));
		if (action == null && (body.path(ACTION).isMissingNode() || body.path(ACTION).isNull())) {
			fields.fault(ACTION, "is required");
		}
		fields.check();
		return new TagsDraft(Objects.requireNonNull(tags),
				Action.valueOf(Objects.requireNonNull(action).toUpperCase(Locale.ROOT)));
	}

	/**
	 * Applies the change to the keywords of a photo.
	 * @param spelled the tags as the library spells them
	 * @return the new keywords, in order
	 */
	List<String> apply(List<String> keywords, List<String> spelled) {
		return switch (this.action) {
			case ADD -> {
				List<String> all = new ArrayList<>(keywords);
				Set<String> known = keywords.stream().map(Tags::key).collect(Collectors.toCollection(HashSet::new));
				spelled.stream().filter((tag) -> known.add(Tags.key(tag))).forEach(all::add);
				yield all;
			}
			case REMOVE -> {
				Set<String> removed = spelled.stream().map(Tags::key).collect(Collectors.toSet());
				yield keywords.stream().filter((tag) -> !removed.contains(Tags.key(tag))).toList();
			}
			case REPLACE -> spelled;
		};
	}

	/**
	 * What happens to the tags.
	 */
	enum Action {

		/** The photo gets the tags in addition. */
		ADD,

		/** The photo loses the tags. */
		REMOVE,

		/** The photo has exactly these tags. */
		REPLACE

	}

}
