package dev.tintype.library.overview;

import dev.tintype.library.asset.HistoryRepository;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that show the library as a whole.
 */
@Component
class OverviewHandler {

	private final LibraryCounts counts;

	private final HistoryRepository history;

	private final Listings listings;

	OverviewHandler(LibraryCounts counts, HistoryRepository history, Listings listings) {
		this.counts = counts;
		this.history = history;
		this.listings = listings;
	}

	Mono<ServerResponse> stats(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return this.counts.read().flatMap((stats) -> Answers.json(stats));
	}

	Mono<ServerResponse> activity(ServerRequest request) {
		return this.listings.answer(request, HistoryRepository.ORDERS, Mono.fromSupplier(this.history::rows));
	}

}
