package dev.tintype.image.media;

import java.time.Duration;
import java.time.Instant;

import dev.tintype.imaging.thumbnail.StoredThumbnail;
import dev.tintype.imaging.thumbnail.Thumbnail;
import dev.tintype.web.file.FileAnswer;
import dev.tintype.web.ndjson.PagedBody;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Responds with the thumbnails of pictures.
 */
public final class MediaAnswer {

	/** For a URL that names the version: its content never changes. */
	static final CacheControl FOREVER = CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

	private MediaAnswer() {
	}

	/**
	 * Responds with a stored thumbnail, which clients may cache for a year if the URL
	 * names its version.
	 * @param request whose {@code v} may be the thumbnail's etag, and which may be
	 * conditional
	 * @param budget of all streams
	 * @return 200 with its bytes, or 304; a problem of type {@code PRECONDITION_FAILED}
	 */
	public static Mono<ServerResponse> thumbnail(ServerRequest request, StoredThumbnail thumbnail,
			StreamBudget budget) {
		return thumbnail(request, thumbnail, thumbnail.etag(), budget);
	}

	/**
	 * Responds with a stored thumbnail.
	 * @param version of the picture, which {@code v} may be instead of the etag
	 */
	static Mono<ServerResponse> thumbnail(ServerRequest request, StoredThumbnail thumbnail, String version,
			StreamBudget budget) {
		boolean versioned = thumbnail.isCurrent() && request.queryParam("v")
			.filter((asked) -> asked.equals(thumbnail.etag()) || asked.equals(version))
			.isPresent();
		request.exchange().getResponse().getHeaders().setCacheControl(versioned ? FOREVER : FileAnswer.REVALIDATED);
		return FileAnswer.unlessUnchanged(request, thumbnail.etag(), thumbnail.createdAt(),
				Mono.defer(() -> bytes(thumbnail, budget)));
	}

	/**
	 * Responds with a picture that is made for the request, unless the client has it.
	 * @param request which may be conditional
	 * @param etag identifies the bytes, without quotes
	 * @param version what {@code v} names if clients may cache the picture for a year
	 * @param lastModified no later than the bytes
	 * @param picture makes it
	 * @param budget of all streams
	 * @return 200 with its bytes, or 304; a problem of type {@code PRECONDITION_FAILED}
	 */
	public static Mono<ServerResponse> made(ServerRequest request, String etag, String version, Instant lastModified,
			Mono<Thumbnail> picture, StreamBudget budget) {
		boolean versioned = !version.isEmpty() && request.queryParam("v").filter(version::equals).isPresent();
		request.exchange().getResponse().getHeaders().setCacheControl(versioned ? FOREVER : FileAnswer.REVALIDATED);
		return FileAnswer.unlessUnchanged(request, etag, lastModified, budget.admitted(picture)
			.flatMap((made) -> PagedBody.answer(FileAnswer.safe(HttpStatus.OK, made.mimeType()), made.data(), budget)));
	}

	private static Mono<ServerResponse> bytes(StoredThumbnail thumbnail, StreamBudget budget) {
		return PagedBody.answer(FileAnswer.safe(HttpStatus.OK, thumbnail.mimeType()), thumbnail.data(), budget);
	}

}
