package dev.tintype.image.registry;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.tintype.testing.Http;
import tools.jackson.databind.JsonNode;

/**
 * Reads the ids of listed images.
 */
final class ListedImages {

	private ListedImages() {
	}

	/**
	 * Returns the ids of all images of a listing, page after page by cursors.
	 * @param uri with a query and one variable
	 * @param value of the variable
	 */
	static List<String> walk(Http http, String uri, String value) {
		JsonNode page = http.get(uri, value).json();
		List<String> ids = new ArrayList<>(ids(page.path("items").values()));
		while (page.path("next").isString()) {
			page = http.get(uri + "&after={c}", value, page.path("next").asString()).json();
			ids.addAll(ids(page.path("items").values()));
		}
		return ids;
	}

	static List<String> ids(Collection<JsonNode> images) {
		return images.stream().map((image) -> image.path("image_id").asString()).toList();
	}

}
