package dev.tintype.library.people;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import tools.jackson.databind.JsonNode;

/**
 * What an undo of a merge needs, as the table has it in JSON.
 *
 * @param source the person that was merged
 * @param filled the fields of the target that were filled
 * @param faces the faces that moved
 * @param events the events that moved
 * @param relationships all relationships of the source
 */
record MergeDetails(MergedPerson source, MergedPerson filled, List<UUID> faces, List<UUID> events,
		JsonNode relationships) {

	static MergeDetails of(JsonNode json) {
		return new MergeDetails(MergedPerson.of(json.path("source")), MergedPerson.of(json.path("filled")),
				ids(json.path("faces")), ids(json.path("events")), json.path("relationships"));
	}

	private static List<UUID> ids(JsonNode array) {
		List<UUID> ids = new ArrayList<>();
		array.forEach((id) -> ids.add(UUID.fromString(id.asString())));
		return ids;
	}

}
