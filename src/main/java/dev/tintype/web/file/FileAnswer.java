package dev.tintype.web.file;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

import dev.tintype.data.storage.OpenObject;
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
 * Responds with the bytes of files. Supports conditional requests and ranges, and sets
 * headers that prevent browsers from guessing another content type.
 */
public final class FileAnswer {

	/**
	 * For a URL whose content may change: clients cache it and revalidate it each time.
	 */
	public static final CacheControl REVALIDATED = CacheControl.noCache().cachePrivate();

	private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{19,}");

	/** A position after the end of any file. */
	private static final String FAR = "999999999999999999";

	private FileAnswer() {
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
	public static Mono<ServerResponse> unlessUnchanged(ServerRequest request, String etag, Instant lastModified,
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
			// Clients of files do not need several ranges in one response.
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
		if (opened.download() != null) {
			response.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + opened.download() + '"');
		}
		return response.contentLength(length)
			.header(HttpHeaders.ACCEPT_RANGES, "bytes")
			.cacheControl(REVALIDATED)
			.body((message, context) -> PagedBody.write(message, Flux.defer(() -> opened.now()
				.read(from, length, message.bufferFactory(), (int) Math.min(OpenObject.BUFFER_BYTES, budget.share()))),
					budget));
	}

	/**
	 * Begins a response whose content type no browser guesses.
	 * @return the status and the headers
	 */
	public static ServerResponse.BodyBuilder safe(HttpStatus status, String mimeType) {
		return ServerResponse.status(status)
			.contentType(MediaType.parseMediaType(mimeType))
			.header("X-Content-Type-Options", "nosniff")
			.header("Content-Security-Policy", "default-src 'none'; sandbox");
	}

	private static String quoted(String etag) {
		return '"' + etag + '"';
	}

}
