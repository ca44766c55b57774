package dev.tintype.text.prompt;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import dev.tintype.image.content.MediaAnswer;
import dev.tintype.image.registry.Image;
import dev.tintype.image.registry.ImageRepository;
import dev.tintype.imaging.thumbnail.StoredThumbnail;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.KeysetStream;
import dev.tintype.web.listing.Page;
import dev.tintype.web.listing.PageRequest;
import dev.tintype.web.ndjson.Ndjson;
import dev.tintype.web.ndjson.NdjsonPage;
import dev.tintype.web.ndjson.StreamBudget;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Answers requests for the pictures of a prompt: its thumbnail, and the images that it
 * made.
 */
@Component
class PromptMediaHandler {

	private static final String ORDER = "prompt-images";

	private final PromptRepository prompts;

	private final ImageRepository images;

	private final StreamBudget streams;

	PromptMediaHandler(PromptRepository prompts, ImageRepository images, StreamBudget streams) {
		this.prompts = prompts;
		this.images = images;
		this.streams = streams;
	}

	Mono<ServerResponse> thumbnail(ServerRequest request) {
		return PromptIds.of(request)
			.flatMap((id) -> this.streams.admitted(this.prompts.findThumbnail(id))
				.switchIfEmpty(Mono.error(() -> ProblemException.notFound("No prompt " + id + " has a thumbnail."))))
			.flatMap((thumbnail) -> answer(request, thumbnail));
	}

	private Mono<ServerResponse> answer(ServerRequest request, StoredThumbnail thumbnail) {
		Requests.accept(request, MediaType.parseMediaType(thumbnail.mimeType()));
		return MediaAnswer.thumbnail(request, thumbnail, this.streams);
	}

	Mono<ServerResponse> images(ServerRequest request) {
		MediaType type = Requests.accept(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		QueryParameters parameters = QueryParameters.of(request);
		PageRequest asked = PageRequest.of(parameters);
		@Nullable Integer limit = parameters.optionalNumber("limit", 1, Integer.MAX_VALUE);
		return PromptIds.of(request)
			.flatMap((id) -> this.prompts.findById(id).switchIfEmpty(Mono.error(() -> Requests.unknown(id))))
			.flatMap((prompt) -> type.equals(MediaType.APPLICATION_NDJSON) ? stream(prompt.id(), limit)
					: page(request, prompt.id(), asked));
	}

	private Mono<ServerResponse> page(ServerRequest request, long id, PageRequest asked) {
		@Nullable UUID after = (asked.after() != null) ? Cursor.decode(asked.after(), ORDER).id() : null;
		Mono<Optional<Long>> total = asked.counted() ? this.prompts.countImages(id).map(Optional::of)
				: Mono.just(Optional.empty());
		return this.prompts.findImages(id, after, asked.perPage() + 1, asked.offset())
			.zipWith(total, (ids, count) -> Page.of(ids, count.orElse(null), asked, PromptMediaHandler::cursor))
			.flatMap((page) -> rows(page.items())
				.map((rows) -> new Page<>(rows, page.total(), page.page(), page.pages(), page.perPage(), page.next())))
			.flatMap((page) -> page.answer(request, asked));
	}

	private Mono<ServerResponse> stream(long id, @Nullable Integer limit) {
		return Ndjson.answer(
				KeysetStream
					.of(this.streams,
							(after, rows) -> this.prompts.findImages(id, (after != null) ? after.id() : null, rows, 0)
								.flatMap(this::lines))
					.pages(limit));
	}

	// An image may be gone by now; how many ids there were tells whether more follow.
	private Mono<NdjsonPage> lines(List<UUID> ids) {
		return rows(ids).map((rows) -> ids.isEmpty() ? NdjsonPage.EMPTY
				: new NdjsonPage(NdjsonPage.of(rows, (row) -> cursor(row.imageId())).lines(), ids.size(),
						cursor(ids.get(ids.size() - 1))));
	}

	private Mono<List<Image>> rows(List<UUID> ids) {
		Mono<Map<UUID, Image>> found = this.images.findAllById(ids);
		return found.map((images) -> ids.stream().map(images::get).filter(Objects::nonNull).toList());
	}

	private static Cursor cursor(UUID imageId) {
		return new Cursor(ORDER, "", imageId);
	}

}
