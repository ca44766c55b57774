package dev.tintype.operation.feed;

import java.util.List;
import java.util.function.Predicate;

import dev.tintype.testing.Callers;
import dev.tintype.testing.Http;
import tools.jackson.databind.JsonNode;

/**
 * Follows the feed of changes from the time at which it was created.
 */
final class TestFeed {

	private final Http http;

	private final String begin;

	TestFeed(Http http) {
		this.http = http;
		this.begin = http.get("/api/changes").json().path("next").asString();
	}

	String begin() {
		return this.begin;
	}

	/**
	 * Waits for a change.
	 * @return the first one that matches
	 */
	JsonNode await(Predicate<JsonNode> wanted) {
		Callers.await(() -> items().stream().anyMatch(wanted));
		return items().stream().filter(wanted).findFirst().orElseThrow();
	}

	/**
	 * Waits for a change of a topic.
	 * @param id one of its ids; empty for a change without ids
	 */
	JsonNode await(String topic, String kind, String id) {
		return await((item) -> item.path("topic").asString().equals(topic) && item.path("kind").asString().equals(kind)
				&& (id.isEmpty() ? item.path("ids").isNull() : item.path("ids").toString().contains(id)));
	}

	private List<JsonNode> items() {
		return this.http.get("/api/changes?limit=1000&after={after}", this.begin)
			.json()
			.path("items")
			.valueStream()
			.toList();
	}

}
