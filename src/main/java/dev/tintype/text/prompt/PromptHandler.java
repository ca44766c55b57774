package dev.tintype.text.prompt;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import dev.tintype.security.audit.AuditLog;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.listing.Listings;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Slice;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that list, find, change, delete or clean up prompts.
 */
@Component
class PromptHandler {

	private static final int MOST = 500;

	private final PromptRepository prompts;

	private final PromptCleanup cleanup;

	private final AuditLog audit;

	private final Idempotency idempotency;

	private final Listings listings;

	PromptHandler(PromptRepository prompts, PromptCleanup cleanup, Idempotency idempotency, Listings listings,
			AuditLog audit) {
		this.audit = audit;
		this.prompts = prompts;
		this.cleanup = cleanup;
		this.idempotency = idempotency;
		this.listings = listings;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, PromptOrders.ORDERS,
				Mono.fromSupplier(() -> this.prompts.rows(PromptFilter.ofList(QueryParameters.of(request)))));
	}

	Mono<ServerResponse> search(ServerRequest request) {
		return top(request, PromptFilter.ofSearch(QueryParameters.of(request)), PromptOrders.POPULAR, 20);
	}

	Mono<ServerResponse> popular(ServerRequest request) {
		return top(request, PromptFilter.ofTop(QueryParameters.of(request)), PromptOrders.POPULAR, 50);
	}

	Mono<ServerResponse> recent(ServerRequest request) {
		return top(request, PromptFilter.ofTop(QueryParameters.of(request)), PromptOrders.RECENT, 50);
	}

	private Mono<ServerResponse> top(ServerRequest request, PromptFilter filter, Order<Prompt> order, int absent) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		int limit = QueryParameters.of(request).number("limit", 1, MOST, absent);
		return this.prompts.rows(filter)
			.page(Slice.first(order, limit))
			.flatMap((items) -> Answers.json(new Items(items)));
	}

	Mono<ServerResponse> overview(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return this.prompts.usage()
			.zipWith(this.prompts.rows(PromptFilter.ALL).page(Slice.first(PromptOrders.POPULAR, 1)), PromptOverview::of)
			.flatMap((overview) -> Answers.json(overview));
	}

	Mono<ServerResponse> cleanUp(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.optionalJson(request).flatMap((json) -> {
			AtomicReference<PromptCleanup.@Nullable Result> done = new AtomicReference<>();
			return this.idempotency
				.answer(request, json, HttpStatus.OK,
						Mono.<PromptCleanup.Order>fromSupplier(() -> PromptCleanup.Order.of(json))
							.flatMap(this.cleanup::run)
							.doOnNext(done::set))
				.delayUntil((response) -> audit(done.get()));
		});
	}

	// After the commit, and not for a stored response.
	private Mono<Void> audit(PromptCleanup.@Nullable Result result) {
		return (result != null && !result.dryRun()) ? this.audit.write("prompts_cleaned", null, result.deleted())
				: Mono.empty();
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return PromptIds.of(request)
			.flatMap((id) -> this.prompts.findById(id).switchIfEmpty(Requests.missing(id)))
			.flatMap((prompt) -> Answers.json(prompt));
	}

	Mono<ServerResponse> update(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return PromptIds.of(request)
			.flatMap((id) -> this.prompts.findById(id)
				.flatMap((prompt) -> Requests.json(request))
				.flatMap((body) -> setModel(id, Json.read(body)))
				.then(Mono.defer(() -> this.prompts.findById(id)))
				.switchIfEmpty(Requests.missing(id)))
			.flatMap((prompt) -> Answers.json(prompt));
	}

	private Mono<Void> setModel(long id, JsonNode body) {
		JsonFields fields = new JsonFields(body, "");
		String model = fields.optionalText("model", 1, Texts.NAME_LENGTH);
		fields.check();
		return body.has("model") ? this.prompts.setModel(id, model) : Mono.empty();
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return PromptIds.of(request)
			.flatMap((id) -> this.prompts.delete(id).filter((deleted) -> deleted).switchIfEmpty(Requests.missing(id)))
			.flatMap((deleted) -> ServerResponse.noContent().build());
	}

	/**
	 * The response with a list that has no pages.
	 *
	 * @param items the prompts, in order
	 */
	private record Items(List<Prompt> items) {
	}

}
