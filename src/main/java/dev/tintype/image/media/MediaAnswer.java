package dev.tintype.image.media;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

import dev.tintype.data.storage.OpenObject;
import dev.tintype.imaging.thumbnail.StoredThumbnail;
import dev.tintype.imaging.thumbnail.Thumbnail;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Requests;
import dev.tintype.web.ndjson.PagedBody;
import dev.tintype.web.ndjson.StreamBudget;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Responds with the bytes of pictures. Supports conditional requests and ranges, and sets
 * headers that prevent browsers from guessing another content type.
 */
public final class MediaAnswer {

	/** For a URL that names the version: its content never changes. */
	static final CacheControl FOREVER = CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable();

	/**
	 * For a URL whose content may change: clients cache it and revalidate it each time.
	 */
	static final CacheControl REVALIDATED = CacheControl.noCache().cachePrivate();

	private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{19,}");

	/** A position after the end of any file. */
	private static final String FAR = "999999999999999999";

	private MediaAnswer() {
	}

	/**
	 * Evaluates the conditions of a request.
	 * @param request with {@code If-None-Match}, {@code If-Modified-Since} or
	 * {@code If-Match}, or none of them
	 * @param etag of the bytes, without quotes
	 * @param full the response when the client needs the bytes
	 * @return 304 without the bytes, a problem of type {@code PRECONDITION_FAILED}, or
	 * the full response
	 */
	static Mono<ServerResponse> unlessUnchanged(ServerRequest request, String etag, Instant lastModified,
			Mono<ServerResponse> full) {
		List<String> wanted = Requests.etags(request, HttpHeaders.IF_MATCH);
		if (!wanted.isEmpty() && !wanted.contains("*") && !wanted.contains(quoted(etag))) {
			return Mono.error(changed());
		}
		if (Requests.etags(request, HttpHeaders.IF_NONE_MATCH).contains("*")) {
			// Spring treats the star as a condition of writes only (RFC 9110, 13.1.2).
			return ServerResponse.status(HttpStatus.NOT_MODIFIED)
				.eTag(quoted(etag))
				.lastModified(lastModified.truncatedTo(ChronoUnit.SECONDS))
				.build();
		}
		return request.checkNotModified(lastModified.truncatedTo(ChronoUnit.SECONDS), quoted(etag))
			// Spring's response to If-Unmodified-Since has no body.
			.flatMap((answer) -> answer.statusCode().isError() ? Mono.error(changed()) : Mono.just(answer))
			.switchIfEmpty(full);
	}

	private static ProblemException changed() {
		return new ProblemException(ProblemType.PRECONDITION_FAILED, "The bytes have changed.");
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
		boolean versioned = request.queryParam("v")
			.filter((asked) -> asked.equals(thumbnail.etag()) || asked.equals(version))
			.isPresent();
		request.exchange().getResponse().getHeaders().setCacheControl(versioned ? FOREVER : REVALIDATED);
		return unlessUnchanged(request, thumbnail.etag(), thumbnail.createdAt(),
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
		request.exchange().getResponse().getHeaders().setCacheControl(versioned ? FOREVER : REVALIDATED);
		return unlessUnchanged(request, etag, lastModified, budget.admitted(picture)
			.flatMap((made) -> PagedBody.answer(safe(HttpStatus.OK, made.mimeType()), made.data(), budget)));
	}

	private static Mono<ServerResponse> bytes(StoredThumbnail thumbnail, StreamBudget budget) {
		return PagedBody.answer(safe(HttpStatus.OK, thumbnail.mimeType()), thumbnail.data(), budget);
	}

	/**
	 * Responds with a file, or with the requested range of it, streamed from the disk. It
	 * closes the file in every case.
	 * @param request which may be conditional, and may have {@code Range} and
	 * {@code If-Range}
	 * @param etag of its bytes, without quotes
	 * @return 200, 206 or 304; a problem of type {@code PRECONDITION_FAILED} or
	 * {@code RANGE_NOT_SATISFIABLE}
	 */
	public static Mono<ServerResponse> file(ServerRequest request, MediaFile opened, String etag, StreamBudget budget) {
		return unlessUnchanged(request, etag, opened.lastModified(),
				Mono.defer(() -> bytes(request, opened, etag, budget)))
			.doOnNext((response) -> closeUnlessSent(opened, response.statusCode()))
			.doOnError((ex) -> opened.now().close())
			.doOnCancel(opened.now()::close);
	}

	private static void closeUnlessSent(MediaFile opened, HttpStatusCode status) {
		if (!status.is2xxSuccessful()) {
			opened.now().close();
		}
	}

	private static Mono<ServerResponse> bytes(ServerRequest request, MediaFile opened, String etag,
			StreamBudget budget) {
		HttpRange range = range(request, opened, etag);
		long size = opened.now().size();
		if (range == null) {
			return send(safe(HttpStatus.OK, opened.mimeType()), opened, 0, size, budget);
		}
		long start = range.getRangeStart(size);
		long end = range.getRangeEnd(size);
		if (start > end || start >= size) {
			ProblemException problem = new ProblemException(ProblemType.RANGE_NOT_SATISFIABLE,
					"The file has " + size + " bytes.");
			problem.getHeaders().set(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
			return Mono.error(problem);
		}
		return send(safe(HttpStatus.PARTIAL_CONTENT, opened.mimeType()).header(HttpHeaders.CONTENT_RANGE,
				"bytes " + start + "-" + end + "/" + size), opened, start, end - start + 1, budget);
	}

	private static @Nullable HttpRange range(ServerRequest request, MediaFile opened, String etag) {
		HttpHeaders headers = request.headers().asHttpHeaders();
		String condition = headers.getFirst(HttpHeaders.IF_RANGE);
		if (condition != null && !condition.equals(quoted(etag)) && !isDateOf(headers, opened)) {
			return null;
		}
		try {
			List<HttpRange> ranges = HttpRange.parseRanges(shortened(headers.getFirst(HttpHeaders.RANGE)));
			// Clients of pictures do not need several ranges in one response.
			return (ranges.size() == 1) ? ranges.get(0) : null;
		}
		catch (IllegalArgumentException ex) {
			// RFC 9110, 14.2: an invalid range header is ignored.
			return null;
		}
	}

	// A position may have any number of digits (RFC 9110, 14.1.1), but Spring reads only
	// those that a long can hold.
	private static @Nullable String shortened(@Nullable String range) {
		return (range != null) ? LONG_NUMBER.matcher(range).replaceAll(FAR) : null;
	}

	private static boolean isDateOf(HttpHeaders headers, MediaFile opened) {
		try {
			return headers.getFirstDate(
					HttpHeaders.IF_RANGE) == opened.lastModified().truncatedTo(ChronoUnit.SECONDS).toEpochMilli();
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	private static Mono<ServerResponse> send(ServerResponse.BodyBuilder response, MediaFile opened, long from,
			long length, StreamBudget budget) {
		return response.contentLength(length)
			.header(HttpHeaders.ACCEPT_RANGES, "bytes")
			.cacheControl(REVALIDATED)
			.body((message, context) -> PagedBody.write(message, Flux.defer(() -> opened.now()
				.read(from, length, message.bufferFactory(), (int) Math.min(OpenObject.BUFFER_BYTES, budget.share()))),
					budget));
	}

	private static ServerResponse.BodyBuilder safe(HttpStatus status, String mimeType) {
		return ServerResponse.status(status)
			.contentType(MediaType.parseMediaType(mimeType))
			.header("X-Content-Type-Options", "nosniff")
			.header("Content-Security-Policy", "default-src 'none'; sandbox");
	}

	private static String quoted(String etag) {
		return '"' + etag + '"';
	}

}
