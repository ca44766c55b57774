package dev.tintype.search.filter;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for the fields by which a listing can be filtered.
 */
@Component
class FilterHandler {

	private final Map<String, Fields> listings;

	FilterHandler(ObjectProvider<FilterFields> listings) {
		this.listings = listings.orderedStream()
			.collect(
					Collectors.toUnmodifiableMap(FilterFields::listing, (fields) -> new Fields(fields.descriptions())));
	}

	Mono<ServerResponse> describe(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		Fields fields = this.listings.get(request.pathVariable("listing"));
		return (fields != null) ? Answers.json(fields)
				: Mono.error(ProblemException.notFound("There is no listing with this name that supports filters."));
	}

	/**
	 * The response.
	 */
	private record Fields(List<FilterFields.Description> fields) {
	}

}
