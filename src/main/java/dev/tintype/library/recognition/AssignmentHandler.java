package dev.tintype.library.recognition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.data.batch.Chunks;
import dev.tintype.library.face.Assignments;
import dev.tintype.library.face.Assignments.Outcome;
import dev.tintype.library.face.Assignments.State;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.IdList;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that assign and ignore faces.
 */
@Component
class AssignmentHandler {

	private static final String FACES = "face_ids";

	/** A transaction holds the locks of this many faces. */
	private static final int CHUNK = 500;

	private final Assignments assignments;

	private final FaceRepository faces;

	private final Idempotency idempotency;

	AssignmentHandler(Assignments assignments, FaceRepository faces, Idempotency idempotency) {
		this.assignments = assignments;
		this.faces = faces;
		this.idempotency = idempotency;
	}

	Mono<ServerResponse> assign(ServerRequest request) {
		return answer(request, (body) -> {
			JsonFields fields = new JsonFields(body, "");
			IdList list = IdList.read(fields, FACES);
			String person = fields.optionalText("person_id", 0, Texts.NAME_LENGTH);
			if (body.isObject() && !body.has("person_id")) {
				fields.fault("person_id", "is required; null unassigns the faces");
			}
			fields.check();
			UUID personId = (person != null) ? Ids.parse(person) : null;
			if (person != null && personId == null) {
				return Requests.missing(person);
			}
			State state = (personId != null) ? State.of(personId) : State.UNASSIGNED;
			return changeAll(list, state).flatMap((changes) -> changes.strangers().isEmpty()
					? Mono.just(changes.json("assigned", list)) : Requests.missing(String.valueOf(person)));
		});
	}

	Mono<ServerResponse> assignEach(ServerRequest request) {
		return answer(request, (body) -> {
			JsonFields fields = new JsonFields(body, "");
			List<JsonNode> items = fields.items("assignments", Requests.BATCH_ITEMS);
			fields.check();
			List<AssignmentItem> read = items.stream().map(AssignmentItem::read).toList();
			Map<UUID, State> wanted = new LinkedHashMap<>();
			read.forEach((item) -> item.addTo(wanted));
			return change(wanted).map((changes) -> AssignmentItem.json(read, changes));
		});
	}

	Mono<ServerResponse> ignoreAll(ServerRequest request) {
		return changeAll(request, State.IGNORED, "ignored");
	}

	Mono<ServerResponse> unignoreAll(ServerRequest request) {
		return changeAll(request, null, "unignored");
	}

	Mono<ServerResponse> ignore(ServerRequest request) {
		return changeOne(request, State.IGNORED);
	}

	Mono<ServerResponse> unignore(ServerRequest request) {
		return changeOne(request, null);
	}

	private Mono<ServerResponse> changeOne(ServerRequest request, @Nullable State state) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> Requests.optionalJson(request)
				.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
						change(state(List.of(id), state))
							.then(Mono.defer(() -> this.faces.findById(id)).switchIfEmpty(Requests.missing(id))))));
	}

	private Mono<ServerResponse> changeAll(ServerRequest request, @Nullable State state, String counted) {
		return answer(request, (body) -> {
			JsonFields fields = new JsonFields(body, "");
			IdList list = IdList.read(fields, FACES);
			fields.check();
			return changeAll(list, state).map((changes) -> changes.json(counted, list));
		});
	}

	private Mono<Changes> changeAll(IdList list, @Nullable State state) {
		return change(state(list.ids(), state));
	}

	// A face that is no longer ignored belongs to nobody, or to whom it belongs.
	private static Map<UUID, State> state(Iterable<UUID> ids, @Nullable State state) {
		Map<UUID, State> wanted = new LinkedHashMap<>();
		ids.forEach((id) -> wanted.put(id, (state != null) ? state : State.NOT_IGNORED));
		return wanted;
	}

	private Mono<Changes> change(Map<UUID, State> wanted) {
		return Flux.fromIterable(Chunks.cut(List.copyOf(wanted.keySet()), CHUNK)).concatMap((ids) -> {
			Map<UUID, State> part = new LinkedHashMap<>();
			ids.forEach((id) -> part.put(id, wanted.getOrDefault(id, State.NOT_IGNORED)));
			return this.assignments.change(part);
		}, 1).collect(() -> new Changes(wanted.size()), Changes::add);
	}

	private Mono<ServerResponse> answer(ServerRequest request, Work work) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
					Mono.defer(() -> work.on(Json.read(body)))));
	}

	/**
	 * Changes faces as a body says.
	 */
	@FunctionalInterface
	private interface Work {

		Mono<?> on(JsonNode body);

	}

	/**
	 * The outcomes of all chunks.
	 */
	static final class Changes {

		private final int asked;

		private final List<UUID> changed = new ArrayList<>();

		private final List<UUID> missing = new ArrayList<>();

		private final List<UUID> strangers = new ArrayList<>();

		Changes(int asked) {
			this.asked = asked;
		}

		void add(Outcome outcome) {
			this.changed.addAll(outcome.changed());
			this.missing.addAll(outcome.missing());
			this.strangers.addAll(outcome.strangers());
		}

		List<UUID> changed() {
			return this.changed;
		}

		List<UUID> missing() {
			return this.missing;
		}

		List<UUID> strangers() {
			return this.strangers;
		}

		Map<String, Object> json(String counted, IdList list) {
			Map<String, Object> json = new LinkedHashMap<>();
			json.put(counted, this.changed.size());
			json.put("unchanged", this.asked - this.changed.size() - this.missing.size() - this.strangers.size());
			json.put("missing", list.missing(this.missing));
			return json;
		}

	}

}
