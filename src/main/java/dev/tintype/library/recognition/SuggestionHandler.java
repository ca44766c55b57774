package dev.tintype.library.recognition;

import java.util.List;
import java.util.Map;

import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Listings;
import dev.tintype.web.listing.Order;
import dev.tintype.web.listing.Rows;
import dev.tintype.web.listing.Slice;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for the people whose faces these may be.
 */
@Component
class SuggestionHandler {

	private final FaceRepository faces;

	private final Suggestions suggestions;

	private final Listings listings;

	SuggestionHandler(FaceRepository faces, Suggestions suggestions, Listings listings) {
		this.faces = faces;
		this.suggestions = suggestions;
		this.listings = listings;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		Rows<Face> unassigned = this.faces.unassigned();
		return this.listings.answer(request, SuggestedFace.ORDERS, Mono.just(new Rows<SuggestedFace>() {

			@Override
			public Mono<List<SuggestedFace>> page(Slice<SuggestedFace> slice) {
				Order<Face> order = FaceRepository.ORDERS.initial();
				return unassigned.page(new Slice<>(order, slice.after(), slice.limit(), slice.offset()))
					.flatMap((found) -> with(found));
			}

			@Override
			public Mono<Long> count() {
				return unassigned.count();
			}

		}));
	}

	private Mono<List<SuggestedFace>> with(List<Face> faces) {
		return this.suggestions.find(faces.stream().filter(Face::hasEmbedding).map(Face::id).toList())
			.map((found) -> faces.stream()
				.map((face) -> new SuggestedFace(face, found.getOrDefault(face.id(), List.of())))
				.toList());
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> this.faces.findById(id)
				.switchIfEmpty(Requests.missing(id))
				.then(Mono.defer(() -> this.suggestions.find(List.of(id))))
				.map((found) -> found.getOrDefault(id, List.of())))
			.flatMap((items) -> Answers.json(Map.of("items", items)));
	}

}
