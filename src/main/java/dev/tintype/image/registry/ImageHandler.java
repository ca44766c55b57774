package dev.tintype.image.registry;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Transactions;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.listing.KeysetStream;
import dev.tintype.web.listing.Page;
import dev.tintype.web.listing.PageRequest;
import dev.tintype.web.ndjson.Ndjson;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Answers requests for images as rows: registered beforehand, read, listed.
 */
@Component
class ImageHandler {

	private final ImageRepository images;

	private final Idempotency idempotency;

	private final Transactions transactions;

	private final StreamBudget streams;

	ImageHandler(ImageRepository images, Idempotency idempotency, Transactions transactions, StreamBudget streams) {
		this.images = images;
		this.idempotency = idempotency;
		this.transactions = transactions;
		this.streams = streams;
	}

	Mono<ServerResponse> registerFiles(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.CREATED,
					this.transactions.run(Mono.defer(() -> register(FileDraft.readAll(body))))));
	}

	private Mono<RegisteredIds> register(List<FileDraft> files) {
		return Chunks
			.run(Flux.fromIterable(Chunks.cut(files, this.streams.settings().chunkSize())),
					this.streams.settings().concurrency(), this.images::insertAwaited)
			.collectList()
			.map((lists) -> RegisteredIds.of(lists.stream().flatMap(List::stream).toList()));
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> this.images.findById(id).switchIfEmpty(Mono.error(() -> Requests.unknown(id))))
			.flatMap((image) -> Answers.bytes(ServerResponse.ok().contentType(MediaType.APPLICATION_JSON),
					ImageJson.of(image)));
	}

	Mono<ServerResponse> list(ServerRequest request) {
		MediaType type = Requests.accept(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		QueryParameters parameters = QueryParameters.of(request);
		ImageFilter filter = ImageFilter.of(parameters);
		if (type.equals(MediaType.APPLICATION_NDJSON)) {
			return Ndjson
				.answer(KeysetStream.of(this.streams, (after, rows) -> this.images.streamPage(filter, after, rows))
					.pages(parameters.optionalNumber("limit", 1, Integer.MAX_VALUE)));
		}
		PageRequest asked = PageRequest.of(parameters);
		Mono<Optional<Long>> total = asked.counted() ? this.images.count(filter).map(Optional::of)
				: Mono.just(Optional.empty());
		return this.images.page(filter, filter.cursor(asked.after()), asked.perPage() + 1, asked.offset())
			.zipWith(total, (rows, count) -> Page.of(rows, count.orElse(null), asked, filter.order()::cursor))
			.flatMap((page) -> page.answer(request, asked, ImageJson::write));
	}

	/**
	 * The answer to files registered beforehand.
	 *
	 * @param imageIds in the order of the files
	 * @param total how many
	 */
	private record RegisteredIds(List<UUID> imageIds, int total) {

		static RegisteredIds of(List<UUID> ids) {
			return new RegisteredIds(ids, ids.size());
		}

	}

}
