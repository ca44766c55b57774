package dev.tintype.caption.save;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.caption.save.CaptionResult.Status;
import dev.tintype.image.registry.Image;
import dev.tintype.image.registry.ImageRepository;
import dev.tintype.security.audit.AuditLog;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.listing.Listings;
import dev.tintype.web.ndjson.NdjsonIntake;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for captions: of one image, in a batch or in a stream.
 */
@Component
class CaptionHandler {

	private final CaptionRepository captions;

	private final CaptionBatches saves;

	private final WriteBehind writeBehind;

	private final ImageRepository images;

	private final Idempotency idempotency;

	private final StreamBudget streams;

	private final Listings listings;

	private final AuditLog audit;

	CaptionHandler(CaptionRepository captions, CaptionBatches saves, WriteBehind writeBehind, ImageRepository images,
			Idempotency idempotency, StreamBudget streams, Listings listings, AuditLog audit) {
		this.captions = captions;
		this.saves = saves;
		this.writeBehind = writeBehind;
		this.images = images;
		this.idempotency = idempotency;
		this.streams = streams;
		this.listings = listings;
		this.audit = audit;
	}

	Mono<ServerResponse> save(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		CaptionOperation operation = CaptionOperation.ofOne(overwrite(request));
		return Requests.id(request)
			.flatMap(this::known)
			.flatMap((image) -> Requests.json(request).map((body) -> CaptionDraft.readOne(image.imageId(), body)))
			.flatMap((draft) -> Requests.prefersAsync(request) ? accept(List.of(draft), operation)
					: this.saves.saveOne(draft, operation)
						.flatMap((status) -> answerImage(request, status != Status.MISSING)));
	}

	Mono<ServerResponse> clear(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> this.captions.clear(id).delayUntil((found) -> this.audit.write("captions_cleared", id, 1)))
			.flatMap((found) -> answerImage(request, found));
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, CaptionRepository.ORDERS,
				Requests.id(request).flatMap(this::known).map((image) -> this.captions.rows(image.imageId())));
	}

	Mono<ServerResponse> saveAll(ServerRequest request) {
		MediaType type = Requests.contentType(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		Requests.accept(request, type);
		boolean atomic = Boolean.TRUE.equals(QueryParameters.of(request).flag("atomic"));
		CaptionOperation operation = CaptionOperation.ofMany(overwrite(request));
		if (type.equals(MediaType.APPLICATION_NDJSON)) {
			return saveStream(request, operation, atomic);
		}
		if (Requests.prefersAsync(request)) {
			if (atomic) {
				throw ProblemException.invalid("atomic", "is not taken with respond-async");
			}
			Idempotency.refuse(request, "respond-async");
			return Requests.json(request).map(CaptionDraft::readAll).flatMap((drafts) -> accept(drafts, operation));
		}
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
					Mono.fromSupplier(() -> CaptionDraft.readAll(body))
						.flatMap((drafts) -> atomic ? this.saves.saveAtomically(drafts, operation)
								: this.saves.saveBatch(drafts, operation))));
	}

	Mono<ServerResponse> clearAll(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		Requests.confirmAll(request);
		return this.captions.clearAll()
			.delayUntil((cleared) -> this.audit.write("captions_cleared", null, cleared))
			.flatMap((cleared) -> Answers.json(Map.of("cleared", cleared)));
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

	private Mono<ServerResponse> answerImage(ServerRequest request, boolean found) {
		return (found ? Requests.id(request).flatMap(this.images::findById) : Mono.<Image>empty())
			.switchIfEmpty(Requests.missing(request.pathVariable("id")))
			.flatMap((image) -> Answers.json(image));
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
