package dev.tintype.library.recognition;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import dev.tintype.library.face.Assignments.State;
import dev.tintype.library.recognition.AssignmentHandler.Changes;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A face and the person to whom it is assigned.
 *
 * @param face the id of a face as the client wrote it
 * @param person the id of a person as the client wrote it, null for nobody
 * @param fault what is wrong with it, or null
 */
record AssignmentItem(String face, @Nullable String person, @Nullable String fault) {

	private static final String ASSIGNED = "assigned";

	private static final String UNCHANGED = "unchanged";

	private static final String MISSING = "missing";

	private static final String INVALID = "invalid";

	static AssignmentItem read(JsonNode item) {
		JsonFields fields = new JsonFields(item, "");
		String face = fields.text("face_id", 0, Texts.NAME_LENGTH);
		String person = fields.optionalText("person_id", 0, Texts.NAME_LENGTH);
		if (item.isObject() && !item.has("person_id")) {
			fields.fault("person_id", "is required; null unassigns the face");
		}
		return new AssignmentItem(face, person, fields.fault());
	}

	/**
	 * Adds the state that the face is to have. The last item of a face counts.
	 */
	void addTo(Map<UUID, State> wanted) {
		UUID id = Ids.parse(this.face);
		UUID owner = (this.person != null) ? Ids.parse(this.person) : null;
		if (this.fault == null && id != null && (this.person == null || owner != null)) {
			wanted.put(id, (owner != null) ? State.of(owner) : State.UNASSIGNED);
		}
	}

	/**
	 * Returns the response to a batch.
	 */
	static Map<String, Object> json(List<AssignmentItem> items, Changes changes) {
		Set<UUID> changed = new HashSet<>(changes.changed());
		Set<UUID> missing = new HashSet<>(changes.missing());
		Set<UUID> strangers = new HashSet<>(changes.strangers());
		List<Result> results = items.stream().map((item) -> item.result(changed, missing, strangers)).toList();
		Map<String, Object> json = new LinkedHashMap<>();
		for (String status : List.of(ASSIGNED, UNCHANGED)) {
			json.put(status, results.stream().filter((result) -> result.status().equals(status)).count());
		}
		List<String> lost = new ArrayList<>();
		results.stream()
			.filter((result) -> result.status().equals(MISSING))
			.forEach((result) -> lost.add(result.faceId()));
		json.put(MISSING, lost);
		json.put(INVALID, results.stream().filter((result) -> result.status().equals(INVALID)).count());
		json.put("results", results);
		return json;
	}

	private Result result(Set<UUID> changed, Set<UUID> missing, Set<UUID> strangers) {
		if (this.fault != null) {
			return new Result(this.face, INVALID, this.fault);
		}
		UUID id = Ids.parse(this.face);
		if (id == null || missing.contains(id)) {
			return new Result(this.face, MISSING, "No face has this id.");
		}
		if (strangers.contains(id) || (this.person != null && Ids.parse(this.person) == null)) {
			return new Result(this.face, MISSING, "No person has the id " + this.person + ".");
		}
		return new Result(this.face, changed.contains(id) ? ASSIGNED : UNCHANGED, null);
	}

	/**
	 * What became of a face.
	 *
	 * @param faceId as the client wrote it
	 * @param detail what is wrong, or null
	 */
	record Result(String faceId, String status, @Nullable String detail) {
	}

}
