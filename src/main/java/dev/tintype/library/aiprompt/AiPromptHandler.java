package dev.tintype.library.aiprompt;

import java.util.List;

import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.idempotency.RequestResult;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for prompts for models.
 */
@Component
class AiPromptHandler {

	private final AiPromptRepository prompts;

	private final DefaultPrompts defaults;

	private final Idempotency idempotency;

	private final Listings listings;

	AiPromptHandler(AiPromptRepository prompts, DefaultPrompts defaults, Idempotency idempotency, Listings listings) {
		this.prompts = prompts;
		this.defaults = defaults;
		this.idempotency = idempotency;
		this.listings = listings;
	}

	Mono<ServerResponse> effective(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		QueryParameters parameters = QueryParameters.of(request);
		String category = word(parameters, "category", AiPrompt.CATEGORIES);
		String provider = word(parameters, "provider", AiPrompt.PROVIDERS);
		return this.prompts.effective(category, provider)
			.switchIfEmpty(Mono.error(() -> ProblemException
				.notFound("No active prompt has the category " + category + " and the provider " + provider + ".")))
			.flatMap((prompt) -> Answers.json(prompt));
	}

	private static String word(QueryParameters parameters, String name, List<String> words) {
		String word = parameters.word(name, words, "");
		if (word.isEmpty()) {
			throw ProblemException.invalid(name, "must be one of " + String.join(", ", words));
		}
		return word;
	}

	Mono<ServerResponse> reset(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		boolean removesOthers = Boolean.TRUE.equals(QueryParameters.of(request).flag("all"));
		return Requests.optionalJson(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
					Mono.fromSupplier(this.defaults::all)
						.flatMap((all) -> this.prompts.restore(all, removesOthers)
							.thenMany(Flux.fromIterable(all))
							.concatMap((prompt) -> this.prompts.find(prompt.id()), 1)
							.collectList())
						.map(Restored::new)));
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, this.prompts.orders(),
				Mono.fromSupplier(() -> this.prompts.rows(AiPromptFilter.of(QueryParameters.of(request)))));
	}

	Mono<ServerResponse> create(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency
				.answer(request, body, Mono.fromSupplier(() -> AiPromptDraft.create(body))
					.flatMap(this.prompts::insert)
					.map((prompt) -> new RequestResult(HttpStatus.CREATED, "/api/ai-prompts/" + prompt.id(), prompt))));
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request).flatMap(this.prompts::find).flatMap((prompt) -> Answers.json(prompt));
	}

	Mono<ServerResponse> patch(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> Requests.json(request)
				.flatMap((body) -> this.prompts.update(id, (prompt) -> AiPromptDraft.change(body, prompt))))
			.flatMap((prompt) -> Answers.json(prompt));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return Requests.id(request).flatMap(this.prompts::delete).then(ServerResponse.noContent().build());
	}

	/**
	 * The restored prompts.
	 *
	 * @param items the defaults
	 */
	private record Restored(List<AiPrompt> items) {
	}

}
