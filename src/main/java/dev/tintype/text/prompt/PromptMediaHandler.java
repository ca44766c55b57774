package dev.tintype.text.prompt;

import dev.tintype.image.media.MediaAnswer;
import dev.tintype.image.registry.ImageRepository;
import dev.tintype.imaging.thumbnail.StoredThumbnail;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Listings;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for the thumbnail of a prompt and for the images that it made.
 */
@Component
class PromptMediaHandler {

	private final PromptRepository prompts;

	private final ImageRepository images;

	private final StreamBudget streams;

	private final Listings listings;

	PromptMediaHandler(PromptRepository prompts, ImageRepository images, StreamBudget streams, Listings listings) {
		this.prompts = prompts;
		this.images = images;
		this.streams = streams;
		this.listings = listings;
	}

	Mono<ServerResponse> thumbnail(ServerRequest request) {
		return PromptIds.of(request)
			.flatMap((id) -> this.streams.admitted(this.prompts.findThumbnail(id))
				.switchIfEmpty(Mono
					.error(() -> ProblemException.notFound("There is no prompt " + id + ", or it has no thumbnail."))))
			.flatMap((thumbnail) -> answer(request, thumbnail));
	}

	private Mono<ServerResponse> answer(ServerRequest request, StoredThumbnail thumbnail) {
		Requests.accept(request, MediaType.parseMediaType(thumbnail.mimeType()));
		return MediaAnswer.thumbnail(request, thumbnail, this.streams);
	}

	Mono<ServerResponse> images(ServerRequest request) {
		return this.listings.answer(request, PromptImageRows.ORDERS,
				PromptIds.of(request)
					.flatMap((id) -> this.prompts.findById(id).switchIfEmpty(Requests.missing(id)))
					.map((prompt) -> this.prompts.images(prompt.id(), this.images)));
	}

}
