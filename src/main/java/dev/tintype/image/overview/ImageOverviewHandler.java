package dev.tintype.image.overview;

import java.util.List;

import dev.tintype.data.sql.Dialect;
import dev.tintype.image.registry.ImageSelection;
import dev.tintype.web.file.FileAnswer;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that show the listing of images as a whole.
 */
@Component
class ImageOverviewHandler {

	private final ImageOutline outline;

	private final ImageBuckets buckets;

	private final ImageFacets facets;

	private final ImagePositions positions;

	private final Dialect dialect;

	ImageOverviewHandler(ImageOutline outline, ImageBuckets buckets, ImageFacets facets, ImagePositions positions,
			Dialect dialect) {
		this.outline = outline;
		this.buckets = buckets;
		this.facets = facets;
		this.positions = positions;
		this.dialect = dialect;
	}

	Mono<ServerResponse> outline(ServerRequest request) {
		return this.outline.read(selection(request))
			.flatMap((shapes) -> request.checkNotModified(shapes.etag())
				.switchIfEmpty(Mono.defer(() -> Answers.bytes(ServerResponse.ok()
					.contentType(MediaType.APPLICATION_JSON)
					.cacheControl(FileAnswer.REVALIDATED)
					.eTag(shapes.etag()), shapes.json()))));
	}

	Mono<ServerResponse> buckets(ServerRequest request) {
		ImageSelection selection = selection(request);
		List<String> names = BucketKind.names();
		String by = QueryParameters.of(request).word("by", names, "");
		if (by.isEmpty()) {
			throw ProblemException.invalid("by", "is missing; it is one of " + String.join(", ", names));
		}
		return this.buckets.count(selection, BucketKind.of(by)).map(BucketList::new).flatMap(Answers::json);
	}

	Mono<ServerResponse> facets(ServerRequest request) {
		return this.facets.count(selection(request)).flatMap(Answers::json);
	}

	Mono<ServerResponse> position(ServerRequest request) {
		ImageSelection selection = selection(request);
		return Requests.id(request)
			.flatMap((id) -> this.positions.find(id, selection).switchIfEmpty(Requests.missing(id)))
			.flatMap(Answers::json);
	}

	private ImageSelection selection(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return ImageSelection.of(QueryParameters.of(request), this.dialect);
	}

	/**
	 * The response with buckets.
	 *
	 * @param items in the order of the list
	 */
	private record BucketList(List<Bucket> items) {
	}

}
