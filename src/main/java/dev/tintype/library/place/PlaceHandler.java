package dev.tintype.library.place;

import java.util.List;

import dev.tintype.library.photo.ListedPhotos;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.idempotency.RequestResult;
import dev.tintype.web.listing.Listings;
import dev.tintype.web.listing.Slice;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for locations.
 */
@Component
class PlaceHandler {

	private static final int SHOWN = 5;

	private static final int LARGEST_RADIUS = 100_000;

	private static final int MOST_PHOTOS = 1_000_000;

	private final LocationRepository locations;

	private final LocationRows rows;

	private final HotspotSearch hotspots;

	private final ListedPhotos photos;

	private final Idempotency idempotency;

	private final Listings listings;

	PlaceHandler(LocationRepository locations, LocationRows rows, HotspotSearch hotspots, ListedPhotos photos,
			Idempotency idempotency, Listings listings) {
		this.locations = locations;
		this.rows = rows;
		this.hotspots = hotspots;
		this.photos = photos;
		this.idempotency = idempotency;
		this.listings = listings;
	}

	Mono<ServerResponse> near(ServerRequest request) {
		return this.listings.answer(request, NearLocation.ORDERS,
				Mono.fromSupplier(() -> new SortedRows<>(NearLocation.ORDERS.initial(),
						this.locations.near(NearPoint.of(QueryParameters.of(request))))));
	}

	Mono<ServerResponse> stats(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Mono
			.zip(this.locations.totals(), this.rows.page(Slice.first(this.rows.orders().initial(), SHOWN)),
					this.locations.recent(SHOWN))
			.flatMap((found) -> Answers
				.json(new Stats(found.getT1().locations(), found.getT1().photos(), found.getT2(), found.getT3())));
	}

	Mono<ServerResponse> hotspots(ServerRequest request) {
		return this.listings.answer(request, Hotspot.ORDERS, Mono.fromSupplier(() -> {
			QueryParameters parameters = QueryParameters.of(request);
			return this.hotspots.rows(parameters.number("radius", 1, LARGEST_RADIUS, Location.DEFAULT_RADIUS),
					parameters.number("min_photos", 1, MOST_PHOTOS, 2));
		}));
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, this.rows.orders(), Mono.just(this.rows));
	}

	Mono<ServerResponse> create(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body,
					Mono.fromSupplier(() -> LocationDraft.create(body))
						.flatMap(this.locations::insert)
						.map((location) -> new RequestResult(HttpStatus.CREATED, "/api/locations/" + location.id(),
								location))));
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request).flatMap(this.locations::find).flatMap((location) -> Answers.json(location));
	}

	Mono<ServerResponse> patch(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> Requests.json(request)
				.flatMap((body) -> this.locations.update(id, (location) -> LocationDraft.change(body, location))))
			.flatMap((location) -> Answers.json(location));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return Requests.id(request).flatMap(this.locations::delete).then(ServerResponse.noContent().build());
	}

	Mono<ServerResponse> photos(ServerRequest request) {
		return this.listings.answer(request, this.photos.orders(),
				Requests.id(request).flatMap(this.locations::photos).map(this.photos::rows));
	}

	/**
	 * The numbers of locations.
	 *
	 * @param photosWithLocation listed photos with coordinates
	 * @param top the locations with most photos
	 * @param recent the latest locations
	 */
	private record Stats(long totalLocations, long photosWithLocation, List<Location> top, List<Location> recent) {
	}

}
