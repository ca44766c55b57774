package dev.tintype.library.photo;

import dev.tintype.data.sql.Dialect;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Listings;
import dev.tintype.web.listing.Orders;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that show photos.
 */
@Component
class PhotoHandler {

	private final PhotoRepository photos;

	private final PhotoSelector selector;

	private final Listings listings;

	private final Orders<Photo> orders;

	PhotoHandler(PhotoRepository photos, PhotoSelector selector, Listings listings, Dialect dialect) {
		this.photos = photos;
		this.selector = selector;
		this.listings = listings;
		this.orders = PhotoOrders.of(dialect);
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> this.photos.findById(id).switchIfEmpty(Requests.missing(id)))
			.flatMap((photo) -> request.checkNotModified(photo.etag())
				.switchIfEmpty(Mono.defer(() -> Answers.json(ServerResponse.ok().eTag(photo.etag()), photo))));
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, this.orders,
				Mono.fromSupplier(() -> PhotoParameters.of(QueryParameters.of(request)))
					.flatMap((parameters) -> this.selector.select(parameters)
						.map((selection) -> this.photos.rows(selection, parameters.withMetadata()))));
	}

}
