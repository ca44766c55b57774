package dev.tintype.library.asset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.library.trash.Moved;
import dev.tintype.library.trash.Purge;
import dev.tintype.library.trash.Trash;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.IdList;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonFields;
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
 * Handles requests for the trash.
 */
@Component
class TrashHandler {

	private final Trash trash;

	private final Purge purge;

	private final TrashRows rows;

	private final Listings listings;

	private final Idempotency idempotency;

	TrashHandler(Trash trash, Purge purge, TrashRows rows, Listings listings, Idempotency idempotency) {
		this.trash = trash;
		this.purge = purge;
		this.rows = rows;
		this.listings = listings;
		this.idempotency = idempotency;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, TrashRows.ORDERS, Mono.just(this.rows));
	}

	Mono<ServerResponse> trash(ServerRequest request) {
		return move(request, (ids) -> this.trash.trash(ids, null));
	}

	Mono<ServerResponse> empty(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		Requests.confirmAll(request);
		return this.purge.deleteAll().flatMap((deleted) -> Answers.json(Map.of("deleted", deleted)));
	}

	Mono<ServerResponse> restore(ServerRequest request) {
		return move(request, this.trash::restore);
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		boolean permanent = Boolean.TRUE.equals(QueryParameters.of(request).flag("permanent"));
		return Requests.id(request)
			.flatMap((id) -> (permanent ? this.purge.delete(id)
					: this.trash.trash(List.of(id), null).map((moved) -> moved.changed() + moved.unchanged()))
				.filter((known) -> known > 0)
				.switchIfEmpty(Requests.missing(id)))
			.flatMap((done) -> ServerResponse.noContent().build());
	}

	private Mono<ServerResponse> move(ServerRequest request, Function<Set<UUID>, Mono<Moved>> moving) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK, Mono.defer(() -> {
				JsonFields fields = new JsonFields(Json.read(body), "");
				IdList list = IdList.read(fields, "asset_ids");
				fields.check();
				return moving.apply(list.ids()).map((moved) -> {
					List<String> missing = new ArrayList<>(list.unknown());
					missing.addAll(moved.missing());
					return new Moved(moved.changed(), moved.unchanged(), missing);
				});
			})));
	}

}
