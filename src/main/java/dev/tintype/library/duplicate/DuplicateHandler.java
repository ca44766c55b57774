package dev.tintype.library.duplicate;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.library.conflict.DifferentPictures;
import dev.tintype.library.photo.Photo;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.library.version.Assets;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
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
 * Handles requests for photos that look alike.
 */
@Component
class DuplicateHandler {

	private static final String THRESHOLD = "threshold";

	private static final int LEAST_OF_DUPLICATES = 95;

	private static final int LEAST_OF_SIMILAR = 50;

	private static final int USUAL_OF_SIMILAR = 85;

	private static final int SAME = 100;

	private static final int MOST_SIMILAR = 500;

	private static final int USUAL_SIMILAR = 20;

	private final DuplicateFinder finder;

	private final GroupedPhotos groups;

	private final Merging merging;

	private final SimilarPhotos similar;

	private final DifferentPictures different;

	private final Assets assets;

	private final PhotoRepository photos;

	private final Listings listings;

	private final Idempotency idempotency;

	DuplicateHandler(DuplicateFinder finder, GroupedPhotos groups, Merging merging, SimilarPhotos similar,
			DifferentPictures different, Assets assets, PhotoRepository photos, Listings listings,
			Idempotency idempotency) {
		this.finder = finder;
		this.groups = groups;
		this.merging = merging;
		this.similar = similar;
		this.different = different;
		this.assets = assets;
		this.photos = photos;
		this.listings = listings;
		this.idempotency = idempotency;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, DuplicateRows.ORDERS, Mono.fromSupplier(() -> {
			int threshold = QueryParameters.of(request)
				.number(THRESHOLD, LEAST_OF_DUPLICATES, SAME, LEAST_OF_DUPLICATES);
			return new DuplicateRows(this.finder.find(threshold), this.groups);
		}));
	}

	Mono<ServerResponse> resolve(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
					Mono.fromSupplier(() -> MergeRequest.read(body))
						.flatMap(this.merging::merge)
						.flatMap((merged) -> this.photos.findById(merged.kept())
							.switchIfEmpty(Requests.missing(merged.kept()))
							.map((photo) -> new Resolved(photo, merged.dropped())))));
	}

	Mono<ServerResponse> dismiss(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
					Mono.fromSupplier(() -> MergeRequest.readIds(body, "photo_ids", 2)).flatMap(this::dismiss)));
	}

	private Mono<Map<String, Integer>> dismiss(List<UUID> photoIds) {
		return this.assets.ofPhotos(photoIds).flatMap((found) -> {
			for (UUID photo : photoIds) {
				if (!found.containsKey(photo)) {
					return Requests.missing(photo);
				}
			}
			if (new HashSet<>(found.values()).size() < 2) {
				throw ProblemException.invalid("/photo_ids", "must be of at least two assets");
			}
			return this.assets.change(found.values(),
					(locked) -> this.different.mark(locked).thenReturn(Map.of("dismissed", locked.size())));
		});
	}

	Mono<ServerResponse> similar(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		QueryParameters parameters = QueryParameters.of(request);
		int threshold = parameters.number(THRESHOLD, LEAST_OF_SIMILAR, SAME, USUAL_OF_SIMILAR);
		int limit = parameters.number("limit", 1, MOST_SIMILAR, USUAL_SIMILAR);
		return Requests.id(request)
			.flatMap((id) -> this.similar.find(id, threshold, limit))
			.flatMap((found) -> Answers.json(Map.of("items", found)));
	}

	/**
	 * The response to a merge.
	 *
	 * @param dropped how many assets were moved to the trash
	 */
	record Resolved(Photo kept, int dropped) {
	}

}
