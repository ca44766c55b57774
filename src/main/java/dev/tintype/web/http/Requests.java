package dev.tintype.web.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.support.Utf8;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;

/**
 * Reads the parts of a request that handlers need besides its query string: ids in the
 * path, headers, the JSON body.
 */
public final class Requests {

	/** The largest JSON body, in bytes. */
	public static final int JSON_BYTES = 8 << 20;

	/** The most items of a batch in a JSON body. */
	public static final int BATCH_ITEMS = 10_000;

	private Requests() {
	}

	/**
	 * Reads the id in the path. A text that is not an id counts as an unknown id.
	 * @return the id. It fails with a problem of type {@link ProblemType#NOT_FOUND} if
	 * the text is not an id
	 */
	public static Mono<UUID> id(ServerRequest request) {
		return Mono.justOrEmpty(Ids.parse(request.pathVariable("id")))
			.switchIfEmpty(missing(request.pathVariable("id")));
	}

	/**
	 * Returns the error of an unknown id.
	 * @param <T> the type that has the id
	 * @param id the id as the client sent it
	 * @return a problem of type {@link ProblemType#NOT_FOUND}
	 */
	public static <T> Mono<T> missing(Object id) {
		return Mono.error(() -> ProblemException.notFound("Nothing is known under the id " + id + "."));
	}

	/**
	 * Chooses the media type of the response.
	 * @param request the request. Without {@code Accept}, or if it names only the type of
	 * problems, the first type is chosen
	 * @param produced the types that the endpoint can produce, the preferred one first
	 * @return one of them
	 * @throws NotAcceptableStatusException if the client accepts none of them
	 * @throws ProblemException of type {@link ProblemType#INVALID_REQUEST} if the header
	 * is malformed
	 */
	public static MediaType accept(ServerRequest request, MediaType... produced) {
		List<MediaType> sorted = accepted(request);
		// Generated clients accept only problems if no other type of the operation is
		// JSON.
		if (sorted.stream().allMatch(MediaType.APPLICATION_PROBLEM_JSON::equalsTypeAndSubtype)) {
			return produced[0];
		}
		List<MediaType> candidates = Stream.of(produced)
			.filter((candidate) -> sorted.stream()
				.noneMatch((type) -> type.getQualityValue() == 0 && type.equalsTypeAndSubtype(candidate)))
			.toList();
		sorted.sort(Comparator.comparingDouble(MediaType::getQualityValue).reversed());
		for (MediaType type : sorted) {
			for (MediaType candidate : candidates) {
				if (type.getQualityValue() > 0 && type.isCompatibleWith(candidate)) {
					return candidate;
				}
			}
		}
		throw new NotAcceptableStatusException(List.of(produced));
	}

	private static List<MediaType> accepted(ServerRequest request) {
		try {
			List<MediaType> accepted = new ArrayList<>(request.headers().accept());
			MimeTypeUtils.sortBySpecificity(accepted);
			return accepted;
		}
		catch (InvalidMimeTypeException | InvalidMediaTypeException ex) {
			// The header is not a list of media types, or the list is too long.
			throw ProblemException.invalid(HttpHeaders.ACCEPT, "is not a list of at most 50 media types");
		}
	}

	/**
	 * Checks that the body has one of the media types that the endpoint reads.
	 * @param read the media types
	 * @return the one that it has
	 * @throws UnsupportedMediaTypeStatusException if it has another type or none
	 * @throws ProblemException of type {@link ProblemType#INVALID_REQUEST} if the header
	 * is malformed, or names a charset that does not exist
	 */
	public static MediaType contentType(ServerRequest request, MediaType... read) {
		MediaType type = contentType(request);
		for (MediaType candidate : read) {
			if (candidate.includes(type)) {
				return candidate;
			}
		}
		throw new UnsupportedMediaTypeStatusException(request.headers().contentType().orElse(null), List.of(read));
	}

	public static MediaType contentType(ServerRequest request) {
		try {
			return request.headers().contentType().orElse(MediaType.APPLICATION_OCTET_STREAM);
		}
		catch (InvalidMediaTypeException ex) {
			throw ProblemException.invalid(HttpHeaders.CONTENT_TYPE,
					"is not a media type, or names a charset that does not exist");
		}
	}

	/**
	 * Reads the whole JSON body.
	 * @return the bytes, none for an empty body. It fails with a problem of type
	 * {@link ProblemType#TOO_LARGE} beyond {@link #JSON_BYTES}
	 */
	public static Mono<byte[]> json(ServerRequest request) {
		return json(request, JSON_BYTES);
	}

	/**
	 * Reads a JSON body that may be left out. A request without a type and a length has
	 * no body.
	 * @return as in {@link #json(ServerRequest)}, no bytes without a body
	 */
	public static Mono<byte[]> optionalJson(ServerRequest request) {
		ServerRequest.Headers headers = request.headers();
		boolean hasBody = headers.asHttpHeaders().getFirst("Content-Type") != null
				|| headers.contentLength().orElse(0) > 0
				|| headers.asHttpHeaders().getFirst("Transfer-Encoding") != null;
		return hasBody ? json(request) : Mono.just(new byte[0]);
	}

	/**
	 * Reads the whole JSON body, with a given limit.
	 * @param limit the most bytes
	 * @return the bytes, none for an empty body. It fails with a problem of type
	 * {@link ProblemType#TOO_LARGE} beyond the limit
	 */
	public static Mono<byte[]> json(ServerRequest request, int limit) {
		contentType(request, MediaType.APPLICATION_JSON);
		if (declares(request, limit)) {
			return Mono.error(() -> tooLarge(limit));
		}
		return JsonBody.read(request.body(BodyExtractors.toDataBuffers()), limit)
			.defaultIfEmpty(new byte[0])
			.onErrorMap(DataBufferLimitException.class, (ex) -> tooLarge(limit));
	}

	/**
	 * Refuses a body whose declared length exceeds a limit. A handler calls this before
	 * it subscribes to the body. The subscription sends {@code 100 Continue} to a client
	 * that waits for it.
	 * @param limit the most bytes
	 * @throws ProblemException of type {@link ProblemType#TOO_LARGE}
	 */
	public static void refuseLonger(ServerRequest request, long limit) {
		if (declares(request, limit)) {
			throw new ProblemException(ProblemType.TOO_LARGE,
					"The body is larger than " + limit + " bytes, the limit of this endpoint.");
		}
	}

	private static boolean declares(ServerRequest request, long limit) {
		return request.headers().asHttpHeaders().getContentLength() > limit;
	}

	/**
	 * Tells whether the client prefers a 202 before the write
	 * ({@code Prefer: respond-async}, RFC 7240).
	 * @return true if it does
	 */
	public static boolean prefersAsync(ServerRequest request) {
		return prefers(request, "respond-async");
	}

	/**
	 * Tells whether the client prefers a summary at the end to a result per item
	 * ({@code Prefer: return=minimal}, RFC 7240).
	 * @return true if it does
	 */
	public static boolean prefersMinimal(ServerRequest request) {
		return prefers(request, "return=minimal");
	}

	private static boolean prefers(ServerRequest request, String wanted) {
		return request.headers()
			.header("Prefer")
			.stream()
			.flatMap((value) -> List.of(value.split(",")).stream())
			.anyMatch((preference) -> preference.split(";", 2)[0].replaceAll("[\\s\"]", "").equalsIgnoreCase(wanted));
	}

	/**
	 * Reads the etags of {@code If-Match} or {@code If-None-Match}. A text that is no
	 * etag matches nothing. The service's own etags contain no comma.
	 * @return with their quotes, or the star; empty if the header is absent
	 */
	public static List<String> etags(ServerRequest request, String name) {
		return request.headers()
			.header(name)
			.stream()
			.flatMap((value) -> Arrays.stream(value.split(",")))
			.map(String::strip)
			.filter((etag) -> !etag.isEmpty())
			.toList();
	}

	/**
	 * Reads a header whose value must be valid UTF-8 of limited length, without control
	 * characters.
	 * @return null if it is absent
	 */
	public static @Nullable String header(ServerRequest request, String name) {
		String received = request.headers().firstHeader(name);
		if (received == null) {
			return null;
		}
		// Netty converts each byte into one character.
		String value = Utf8.decode(received.getBytes(StandardCharsets.ISO_8859_1));
		String fault = (value != null) ? Texts.fault(value, 1, Texts.NAME_LENGTH) : "is not valid UTF-8";
		if (fault != null) {
			throw ProblemException.invalid(name, fault);
		}
		return value;
	}

	/**
	 * Checks that a request that affects all images has {@code confirm=all}.
	 */
	public static void confirmAll(ServerRequest request) {
		if (request.queryParam("confirm").filter("all"::equals).isEmpty()) {
			throw ProblemException.invalid("confirm", "must be \"all\", because the request affects every image");
		}
	}

	/**
	 * Copies a buffer and releases it.
	 * @return its bytes
	 */
	public static byte[] bytes(DataBuffer buffer) {
		byte[] bytes = new byte[buffer.readableByteCount()];
		buffer.read(bytes);
		DataBufferUtils.release(buffer);
		return bytes;
	}

	private static ProblemException tooLarge(int limit) {
		return new ProblemException(ProblemType.TOO_LARGE,
				"The body is larger than " + limit + " bytes, the limit of a JSON body.");
	}

}
