package dev.tintype.library.recognition;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import dev.tintype.data.sql.Transactions;
import dev.tintype.library.face.Assignments;
import dev.tintype.library.face.FaceDraft;
import dev.tintype.library.face.FaceLocks;
import dev.tintype.library.face.FaceWriter;
import dev.tintype.library.face.LockedFace;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/**
 * Changes the fields of a face that a client sends. Fields that it does not send stay.
 */
@Component
class FacePatches {

	private static final String BOX = "bounding_box";

	private static final String CONFIDENCE = "confidence";

	private static final String EMBEDDING = "embedding";

	private static final String PERSON = "person_id";

	private static final String IGNORED = "ignored";

	private final Transactions transactions;

	private final FaceLocks locks;

	private final FaceWriter writer;

	private final Assignments assignments;

	FacePatches(Transactions transactions, FaceLocks locks, FaceWriter writer, Assignments assignments) {
		this.transactions = transactions;
		this.locks = locks;
		this.writer = writer;
		this.assignments = assignments;
	}

	/**
	 * Changes a face.
	 * @return completes after the commit; a problem if the face or its new person is
	 * unknown, or a field is wrong
	 */
	Mono<Void> apply(UUID id, JsonNode body) {
		JsonFields fields = new JsonFields(body, "");
		Patch patch = read(body, fields);
		fields.check();
		return this.transactions.run(Mono.defer(() -> this.locks.lock(Set.of(id))
			.flatMap((found) -> Mono.justOrEmpty(found.get(id)))
			.switchIfEmpty(Requests.missing(id))
			.flatMap((face) -> apply(face, patch, body))
			.then()));
	}

	private static Patch read(JsonNode body, JsonFields fields) {
		// A box is required of a new face only.
		ObjectNode complete = (body instanceof ObjectNode object) ? object.deepCopy() : Json.MAPPER.createObjectNode();
		if (!complete.has(BOX)) {
			complete.set(BOX, Json.MAPPER.createArrayNode().add(0).add(0).add(1).add(1));
		}
		FaceDraft draft = FaceDraft.read(complete, fields);
		if (body.has(CONFIDENCE) && body.path(CONFIDENCE).isNull()) {
			fields.fault(CONFIDENCE, "must not be null");
		}
		String person = fields.optionalText(PERSON, 0, Texts.NAME_LENGTH);
		boolean ignored = fields.flag(IGNORED, false);
		if (ignored && person != null) {
			fields.fault(IGNORED, "must not be true for a face of a person");
		}
		return new Patch(draft, person, body.path(IGNORED).isBoolean() ? ignored : null);
	}

	private Mono<Void> apply(LockedFace face, Patch patch, JsonNode body) {
		if (body.has(BOX) && !face.hasInside(patch.draft().box())) {
			return Mono.error(() -> ProblemException.invalid("/" + BOX, FaceDraft.OUTSIDE));
		}
		Mono<Void> box = body.has(BOX)
				? this.locks.changed(Set.of(face)).then(this.writer.setBoxes(Map.of(face.id(), patch.draft().box())))
				: Mono.empty();
		Mono<Void> confidence = body.has(CONFIDENCE) ? this.writer.setConfidence(face.id(), patch.draft().confidence())
				: Mono.empty();
		Mono<Void> embedding = body.has(EMBEDDING) ? this.writer.setEmbedding(face.id(), patch.draft()) : Mono.empty();
		return box.then(confidence).then(embedding).then(assign(face, patch, body));
	}

	private Mono<Void> assign(LockedFace face, Patch patch, JsonNode body) {
		if (!body.has(PERSON) && patch.ignored() == null) {
			return Mono.empty();
		}
		UUID person = body.has(PERSON) ? person(patch.person())
				: Boolean.TRUE.equals(patch.ignored()) ? null : face.personId();
		Boolean ignored = (person != null) ? Boolean.FALSE : patch.ignored();
		return this.assignments.change(Map.of(face.id(), new Assignments.State(person, ignored)))
			.flatMap((outcome) -> outcome.strangers().isEmpty() ? Mono.empty()
					: Requests.missing(Objects.requireNonNull(person)));
	}

	private static @Nullable UUID person(@Nullable String text) {
		UUID id = (text != null) ? Ids.parse(text) : null;
		if (text != null && id == null) {
			throw ProblemException.notFound("Nothing is known under the id " + text + ".");
		}
		return id;
	}

	/**
	 * The fields of a body.
	 *
	 * @param draft the fields of the face, with defaults for those that are absent
	 * @param person the id of a person as the client wrote it, or null
	 * @param ignored null if it is absent
	 */
	private record Patch(FaceDraft draft, @Nullable String person, @Nullable Boolean ignored) {
	}

}
