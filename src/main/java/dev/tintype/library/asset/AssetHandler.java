package dev.tintype.library.asset;

import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that show assets and their history.
 */
@Component
class AssetHandler {

	private final ShownAssets assets;

	private final HistoryRepository history;

	private final Listings listings;

	AssetHandler(ShownAssets assets, HistoryRepository history, Listings listings) {
		this.assets = assets;
		this.history = history;
		this.listings = listings;
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request).flatMap(this.assets::find).flatMap((asset) -> Answers.json(asset));
	}

	Mono<ServerResponse> history(ServerRequest request) {
		return this.listings.answer(request, HistoryRepository.ORDERS,
				Requests.id(request).flatMap((id) -> this.assets.require(id).thenReturn(this.history.rows(id))));
	}

}
