package dev.tintype.library.asset;

import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.library.tier.AiDraft;
import dev.tintype.library.tier.Culling;
import dev.tintype.library.tier.Demotion;
import dev.tintype.library.tier.Embedding;
import dev.tintype.library.tier.Promotion;
import dev.tintype.library.tier.Replacement;
import dev.tintype.library.tier.Reprocessing;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.idempotency.RequestResult;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles the actions on photos and their assets.
 */
@Component
class TierHandler {

	private final Promotion promotion;

	private final Demotion demotion;

	private final Culling culling;

	private final Reprocessing reprocessing;

	private final Embedding embedding;

	private final Replacement replacement;

	private final ReplaceForm form;

	private final PhotoRepository photos;

	private final ShownAssets assets;

	private final Idempotency idempotency;

	TierHandler(Promotion promotion, Demotion demotion, Culling culling, Reprocessing reprocessing, Embedding embedding,
			Replacement replacement, ReplaceForm form, PhotoRepository photos, ShownAssets assets,
			Idempotency idempotency) {
		this.promotion = promotion;
		this.demotion = demotion;
		this.culling = culling;
		this.reprocessing = reprocessing;
		this.embedding = embedding;
		this.replacement = replacement;
		this.form = form;
		this.photos = photos;
		this.assets = assets;
		this.idempotency = idempotency;
	}

	Mono<ServerResponse> replace(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		Requests.contentType(request, MediaType.MULTIPART_FORM_DATA);
		Idempotency.refuse(request, "multipart");
		return Requests.id(request)
			.flatMap((id) -> this.assets.require(id)
				.then(this.form.receive(request, (upload, filename) -> this.replacement.replace(id, upload, filename)))
				.then(this.assets.find(id)))
			.flatMap((asset) -> Answers.json(asset));
	}

	Mono<ServerResponse> process(ServerRequest request) {
		return act(request, AiDraft::read, (id, draft) -> this.promotion.process(id, draft, null), HttpStatus.CREATED);
	}

	Mono<ServerResponse> promote(ServerRequest request) {
		return act(request, Requests.id(request).flatMap((id) -> this.promotion.promote(id, null)), HttpStatus.CREATED);
	}

	Mono<ServerResponse> demote(ServerRequest request) {
		return act(request, Requests.id(request).flatMap((id) -> this.demotion.demote(id, null)), HttpStatus.OK);
	}

	Mono<ServerResponse> reject(ServerRequest request) {
		return act(request, Requests.id(request).flatMap((id) -> this.culling.reject(id, null)), HttpStatus.OK);
	}

	Mono<ServerResponse> reinstate(ServerRequest request) {
		return act(request, Requests.id(request).flatMap((id) -> this.culling.reinstate(id, null)), HttpStatus.OK);
	}

	Mono<ServerResponse> reprocess(ServerRequest request) {
		return act(request, AiDraft::readWithFaces, this.reprocessing::reprocess, HttpStatus.OK);
	}

	Mono<ServerResponse> embed(ServerRequest request) {
		return act(request, Requests.id(request).flatMap(this.embedding::embed), HttpStatus.OK);
	}

	private Mono<ServerResponse> act(ServerRequest request, Function<byte[], AiDraft> reading,
			BiFunction<UUID, AiDraft, Mono<UUID>> action, HttpStatus status) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.optionalJson(request)
			.flatMap((body) -> this.idempotency.answer(request, body, Mono.fromSupplier(() -> reading.apply(body))
				.flatMap((draft) -> result(Requests.id(request).flatMap((id) -> action.apply(id, draft)), status))));
	}

	private Mono<ServerResponse> act(ServerRequest request, Mono<UUID> action, HttpStatus status) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return result(action, status).flatMap(RequestResult::send);
	}

	private Mono<RequestResult> result(Mono<UUID> action, HttpStatus status) {
		return action.flatMap((id) -> this.photos.findById(id).switchIfEmpty(Requests.missing(id)))
			.map((photo) -> new RequestResult(status,
					(status == HttpStatus.CREATED) ? "/api/photos/" + photo.version().id() : null, photo));
	}

}
