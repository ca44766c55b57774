package dev.tintype.library.tag;

import java.util.ArrayList;
import java.util.List;

import dev.tintype.library.version.Tags;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.Requests;
import tools.jackson.databind.JsonNode;

/**
 * Reads the tags that a client sends.
 */
final class TagDrafts {

	private static final String TAGS = "tags";

	private TagDrafts() {
	}

	/**
	 * Reads the body {@code {"tag"}}.
	 * @return the normalised tag
	 */
	static String read(byte[] bytes) {
		JsonFields fields = new JsonFields(Json.read(bytes), "");
		String tag = Tags.clean(fields.text("tag", 0, Texts.NAME_LENGTH));
		fields.check();
		String fault = Tags.fault(tag);
		if (fault != null) {
			fields.fault("tag", fault);
		}
		fields.check();
		return tag;
	}

	/**
	 * Reads the body {@code {"tags"}}.
	 * @return the normalised tags, each once
	 */
	static List<String> readAll(byte[] bytes) {
		JsonFields fields = new JsonFields(Json.read(bytes), "");
		List<String> tags = new ArrayList<>();
		List<JsonNode> items = fields.items(TAGS, Requests.BATCH_ITEMS);
		for (int i = 0; i < items.size(); i++) {
			JsonNode item = items.get(i);
			String fault = item.isString() ? Texts.unstorable(item.stringValue()) : "must be a string";
			String tag = (fault != null) ? "" : Tags.clean(item.stringValue());
			String found = (fault != null) ? fault : Tags.fault(tag);
			if (found != null) {
				fields.fault(TAGS + "/" + i, found);
			}
			tags.add(tag);
		}
		fields.check();
		return Tags.distinct(tags);
	}

}
