package dev.tintype.caption.operation;

import java.util.List;
import java.util.UUID;

import dev.tintype.caption.save.CaptionAnswer;
import dev.tintype.caption.save.CaptionKind;
import dev.tintype.caption.save.CaptionOperation;
import dev.tintype.caption.save.CaptionResult.Status;
import dev.tintype.image.registry.Image;
import dev.tintype.image.registry.ImageRepository;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for the captions that images had.
 */
@Component
class HistoryHandler {

	private final CaptionHistory history;

	private final Restoration restoration;

	private final ImageRepository images;

	private final Idempotency idempotency;

	private final Listings listings;

	HistoryHandler(CaptionHistory history, Restoration restoration, ImageRepository images, Idempotency idempotency,
			Listings listings) {
		this.history = history;
		this.restoration = restoration;
		this.images = images;
		this.idempotency = idempotency;
		this.listings = listings;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, CaptionHistory.OF_IMAGE,
				Requests.id(request).flatMap(this::known).map((image) -> this.history.ofImage(image.imageId())));
	}

	Mono<ServerResponse> restore(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		String label = QueryParameters.of(request).text("label", Texts.NAME_LENGTH);
		UUID caption = Ids.parse(request.pathVariable("caption_id"));
		CaptionOperation operation = CaptionOperation.ofOne(CaptionKind.SAVE, label, true);
		return Requests.id(request)
			.flatMap(this::known)
			.map((image) -> List.of(new ChoiceDraft(null, image.imageId(), caption, null)))
			.flatMap((choice) -> this.restoration.restore(choice, operation))
			.flatMap((answer) -> answerImage(request, answer));
	}

	Mono<ServerResponse> choose(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
					Mono.fromSupplier(() -> ChoiceDraft.readAll(body))
						.flatMap((batch) -> this.restoration.restore(batch.choices(),
								CaptionOperation.ofMany(CaptionKind.CHOOSE, batch.label(), true)))));
	}

	private Mono<ServerResponse> answerImage(ServerRequest request, CaptionAnswer answer) {
		if (answer.results().get(0).status() == Status.MISSING) {
			return Requests.missing(request.pathVariable("caption_id"));
		}
		return Requests.id(request).flatMap(this::known).flatMap((image) -> {
			ObjectNode json = Json.MAPPER.valueToTree(image);
			return Answers.json(json.putPOJO("operation_id", (answer.saved() > 0) ? answer.operationId() : null));
		});
	}

	private Mono<Image> known(UUID id) {
		return this.images.findById(id).switchIfEmpty(Requests.missing(id));
	}

}
