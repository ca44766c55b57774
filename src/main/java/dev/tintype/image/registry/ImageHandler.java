package dev.tintype.image.registry;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.batch.Chunks;
import dev.tintype.data.sql.Dialect;
import dev.tintype.data.sql.Transactions;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.listing.Listings;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for the rows of images: registers files before their upload, and reads
 * and lists images.
 */
@Component
class ImageHandler {

	private final ImageRepository images;

	private final Idempotency idempotency;

	private final Transactions transactions;

	private final StreamBudget streams;

	private final Listings listings;

	private final Dialect dialect;

	private final Orders<Image> orders;

	ImageHandler(ImageRepository images, Idempotency idempotency, Transactions transactions, StreamBudget streams,
			Listings listings, Dialect dialect) {
		this.images = images;
		this.idempotency = idempotency;
		this.transactions = transactions;
		this.streams = streams;
		this.listings = listings;
		this.dialect = dialect;
		this.orders = ImageOrders.of(dialect, ImageOrders.NO_SEED);
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
			.flatMap((id) -> this.images.findById(id).switchIfEmpty(Requests.missing(id)))
			.flatMap((image) -> Answers.bytes(ServerResponse.ok().contentType(MediaType.APPLICATION_JSON),
					ImageJson.of(image)));
	}

	Mono<ServerResponse> list(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request);
		String seed = ImageOrders.seed(parameters);
		Orders<Image> all = seed.isEmpty() ? this.orders : ImageOrders.of(this.dialect, seed);
		return this.listings.answer(request, all,
				Mono.fromSupplier(() -> this.images.rows(ImageFilter.of(parameters), seed)));
	}

	/**
	 * The response to files that are registered before their upload.
	 *
	 * @param imageIds in the order of the files
	 */
	private record RegisteredIds(List<UUID> imageIds, int total) {

		static RegisteredIds of(List<UUID> ids) {
			return new RegisteredIds(ids, ids.size());
		}

	}

}
