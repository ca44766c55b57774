package dev.tintype.library.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import dev.tintype.library.photo.PhotoParameters;
import dev.tintype.library.photo.PhotoSelector;
import dev.tintype.library.search.Timeline.Unit;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that search photos.
 */
@Component
class SearchHandler {

	private static final List<String> UNITS = Arrays.stream(Unit.values()).map(Unit::text).toList();

	private final PhotoSearch search;

	private final PhotoSelector selector;

	private final Timeline timeline;

	private final Listings listings;

	SearchHandler(PhotoSearch search, PhotoSelector selector, Timeline timeline, Listings listings) {
		this.search = search;
		this.selector = selector;
		this.timeline = timeline;
		this.listings = listings;
	}

	Mono<ServerResponse> search(ServerRequest request) {
		boolean isStream = Listings.isStream(request);
		Mono<SearchRequest> asked = Requests.json(request).map(SearchRequest::read);
		return isStream
				? asked.flatMap(this.search::found)
					.flatMap((found) -> this.listings.stream(request, found.order(), found.rows()))
				: asked.flatMap(this.search::page).flatMap(Answers::json);
	}

	Mono<ServerResponse> timeline(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		QueryParameters parameters = QueryParameters.of(request);
		Unit unit = Unit.valueOf(parameters.word("by", UNITS, Unit.MONTH.text()).toUpperCase(Locale.ROOT));
		return this.selector.select(PhotoParameters.of(parameters))
			.flatMap((selection) -> this.timeline.count(selection, unit))
			.flatMap(Answers::json);
	}

}
