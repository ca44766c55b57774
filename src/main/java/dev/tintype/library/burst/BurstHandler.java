package dev.tintype.library.burst;

import dev.tintype.data.sql.Statements;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for bursts.
 */
@Component
class BurstHandler {

	private static final int USUAL_GAP = 5;

	private static final int LONGEST_GAP = 3_600;

	private static final int USUAL_MIN = 3;

	private static final int GREATEST_MIN = 1_000;

	private final Statements statements;

	private final PhotoRepository photos;

	private final BurstResolution resolution;

	private final Listings listings;

	private final Idempotency idempotency;

	BurstHandler(Statements statements, PhotoRepository photos, BurstResolution resolution, Listings listings,
			Idempotency idempotency) {
		this.statements = statements;
		this.photos = photos;
		this.resolution = resolution;
		this.listings = listings;
		this.idempotency = idempotency;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, BurstRows.ORDERS, Mono.fromSupplier(() -> {
			QueryParameters parameters = QueryParameters.of(request);
			return new BurstRows(this.statements, this.photos, parameters.number("gap", 0, LONGEST_GAP, USUAL_GAP),
					parameters.number("min", 2, GREATEST_MIN, USUAL_MIN));
		}));
	}

	Mono<ServerResponse> resolve(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
					Mono.fromSupplier(() -> BurstChoice.read(body)).flatMap(this.resolution::resolve)));
	}

}
