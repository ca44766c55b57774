package dev.tintype.caption.save;

import java.util.List;
import java.util.UUID;

import dev.tintype.caption.save.CaptionResult.Status;
import dev.tintype.image.registry.Image;
import dev.tintype.image.registry.ImageRepository;
import dev.tintype.security.audit.AuditLog;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.ndjson.NdjsonIntake;
import dev.tintype.web.ndjson.StreamBudget;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that save captions: of one image, in a batch or in a stream.
 */
@Component
class CaptionHandler {

	private final CaptionBatches saves;

	private final WriteBehind writeBehind;

	private final ImageRepository images;

	private final Idempotency idempotency;

	private final StreamBudget streams;

	private final AuditLog audit;

	CaptionHandler(CaptionBatches saves, WriteBehind writeBehind, ImageRepository images, Idempotency idempotency,
			StreamBudget streams, AuditLog audit) {
		this.saves = saves;
		this.writeBehind = writeBehind;
		this.images = images;
		this.idempotency = idempotency;
		this.streams = streams;
		this.audit = audit;
	}

	Mono<ServerResponse> save(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		boolean overwrite = overwrite(request);
		return Requests.id(request)
			.flatMap(this::known)
			.flatMap((image) -> Requests.json(request).map((body) -> CaptionDraft.readOne(image.imageId(), body)))
			.flatMap((single) -> {
				CaptionOperation operation = CaptionOperation.ofOne(CaptionKind.SAVE, single.label(), overwrite);
				return Requests.prefersAsync(request) ? acceptOne(single, operation)
						: this.saves.saveOne(single.draft(), operation, single.expected())
							.flatMap((status) -> answerImage(request, status, operation));
			});
	}

	Mono<ServerResponse> clear(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		CaptionOperation operation = CaptionOperation.ofOne(CaptionKind.CLEAR, label(request), true);
		return Requests.id(request)
			.flatMap((id) -> this.saves.clearOne(id, operation)
				.delayUntil((status) -> this.audit.write("captions_cleared", id, 1)))
			.flatMap((status) -> answerImage(request, status, operation));
	}

	Mono<ServerResponse> saveAll(ServerRequest request) {
		MediaType type = Requests.contentType(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		Requests.accept(request, type);
		boolean atomic = Boolean.TRUE.equals(QueryParameters.of(request).flag("atomic"));
		boolean overwrite = overwrite(request);
		String label = label(request);
		if (type.equals(MediaType.APPLICATION_NDJSON)) {
			return saveStream(request, CaptionOperation.ofMany(CaptionKind.SAVE, label, overwrite), atomic);
		}
		if (Requests.prefersAsync(request)) {
			if (atomic) {
				throw ProblemException.invalid("atomic", "is not taken with respond-async");
			}
			Idempotency.refuse(request, "respond-async");
			return Requests.json(request)
				.map(CaptionDraft::readAll)
				.flatMap((batch) -> accept(batch.drafts(), operation(batch, label, overwrite)));
		}
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
					Mono.fromSupplier(() -> CaptionDraft.readAll(body)).flatMap((batch) -> {
						CaptionOperation operation = operation(batch, label, overwrite);
						return atomic ? this.saves.saveAtomically(batch.drafts(), operation)
								: this.saves.saveBatch(batch.drafts(), operation);
					})));
	}

	private Mono<ServerResponse> saveStream(ServerRequest request, CaptionOperation operation, boolean atomic) {
		if (atomic) {
			throw ProblemException.invalid("atomic", "is not taken with a stream");
		}
		Idempotency.refuse(request, "a stream");
		NdjsonIntake intake = new NdjsonIntake(this.streams, request.body(BodyExtractors.toDataBuffers()));
		Flux<List<CaptionDraft>> chunks = intake.chunks()
			.map((lines) -> lines.stream().map(CaptionDraft::readLine).toList());
		return intake.answer(request, this.saves.save(chunks, operation), CaptionAnswer.tally(operation.operationId()));
	}

	private Mono<ServerResponse> accept(List<CaptionDraft> drafts, CaptionOperation operation) {
		List<CaptionDraft> saveable = drafts.stream().filter(CaptionDraft::isSaveable).toList();
		this.writeBehind.accept(saveable, operation);
		return Answers.json(ServerResponse.accepted().header("Preference-Applied", "respond-async"),
				new Accepted(operation.operationId(), saveable.size()));
	}

	private Mono<ServerResponse> acceptOne(CaptionDraft.Single single, CaptionOperation operation) {
		if (single.expected() != null) {
			throw ProblemException.invalid("/expected", "is not taken with respond-async");
		}
		return accept(List.of(single.draft()), operation);
	}

	// A request that had nothing to clear has no operation.
	private Mono<ServerResponse> answerImage(ServerRequest request, Status status, CaptionOperation operation) {
		boolean none = operation.kind() == CaptionKind.CLEAR && status == Status.KEPT;
		return ((status != Status.MISSING) ? Requests.id(request).flatMap(this.images::findById) : Mono.<Image>empty())
			.switchIfEmpty(Requests.missing(request.pathVariable("id")))
			.flatMap((image) -> {
				ObjectNode answer = Json.MAPPER.valueToTree(image);
				answer.putPOJO("operation_id", none ? null : operation.operationId());
				return Answers.json(answer);
			});
	}

	private static CaptionOperation operation(CaptionDraft.Batch batch, @Nullable String label, boolean overwrite) {
		return CaptionOperation.ofMany(CaptionKind.SAVE, (batch.label() != null) ? batch.label() : label, overwrite);
	}

	private static @Nullable String label(ServerRequest request) {
		return QueryParameters.of(request).text("label", Texts.NAME_LENGTH);
	}

	private Mono<Image> known(UUID id) {
		return this.images.findById(id).switchIfEmpty(Requests.missing(id));
	}

	private static boolean overwrite(ServerRequest request) {
		return Boolean.TRUE.equals(QueryParameters.of(request).flag("overwrite"));
	}

	/**
	 * The response to captions that are written later.
	 *
	 * @param operationId the save
	 * @param accepted the number of captions to write
	 */
	private record Accepted(UUID operationId, int accepted) {
	}

}
