package dev.tintype.web.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
 * What handlers read of a request besides its query string: path ids, media types, the
 * JSON body.
 */
public final class Requests {

	/** The largest JSON body, in bytes. */
	public static final int JSON_BYTES = 8 << 20;

	/** The most items of a batch in a JSON body. */
	public static final int BATCH_ITEMS = 10_000;

	private Requests() {
	}

	/**
	 * The id in the path. A text that is no id is an unknown id.
	 * @return the id, or a problem of type {@link ProblemType#NOT_FOUND}
	 */
	public static Mono<UUID> id(ServerRequest request) {
		return Mono.justOrEmpty(Ids.parse(request.pathVariable("id")))
			.switchIfEmpty(missing(request.pathVariable("id")));
	}

	/**
	 * The error of an id under which nothing is known.
	 * @param <T> what was looked for
	 * @param id the id as the client knows it
	 * @return a problem of type {@link ProblemType#NOT_FOUND}
	 */
	public static <T> Mono<T> missing(Object id) {
		return Mono.error(() -> ProblemException.notFound("Nothing is known under the id " + id + "."));
	}

	/**
	 * Chooses the media type of the answer.
	 * @param request whose {@code Accept} decides; without one, or with one that names
	 * the type of problems alone, the first is chosen
	 * @param produced what the endpoint can produce, the preferred one first
	 * @return one of them
	 * @throws NotAcceptableStatusException when none will do
	 * @throws ProblemException of type {@link ProblemType#INVALID_REQUEST} when the
	 * header is malformed
	 */
	public static MediaType accept(ServerRequest request, MediaType... produced) {
		List<MediaType> sorted = accepted(request);
		// Generated clients accept only problems where no other type is JSON.
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
			// Not a list of media types, or one of more than can be meant.
			throw ProblemException.invalid(HttpHeaders.ACCEPT, "is not a list of at most 50 media types");
		}
	}

	/**
	 * Tells whether the body has one of the media types that the endpoint reads.
	 * @param read the media types
	 * @return the one that it has
	 * @throws UnsupportedMediaTypeStatusException when it has another or none
	 * @throws ProblemException of type {@link ProblemType#INVALID_REQUEST} when the
	 * header is malformed, or names a charset that does not exist
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
	 * The bytes of a JSON body.
	 * @param request whose body is read whole
	 * @return the bytes, none for an empty body; a problem of type
	 * {@link ProblemType#TOO_LARGE} beyond {@link #JSON_BYTES}
	 */
	public static Mono<byte[]> json(ServerRequest request) {
		return json(request, JSON_BYTES);
	}

	/**
	 * The bytes of a JSON body that may be left out. A request has no body when it names
	 * neither a type nor a length.
	 * @param request whose body is read whole
	 * @return as of {@link #json(ServerRequest)}, none without a body
	 */
	public static Mono<byte[]> optionalJson(ServerRequest request) {
		ServerRequest.Headers headers = request.headers();
		boolean hasBody = headers.asHttpHeaders().getFirst("Content-Type") != null
				|| headers.contentLength().orElse(0) > 0
				|| headers.asHttpHeaders().getFirst("Transfer-Encoding") != null;
		return hasBody ? json(request) : Mono.just(new byte[0]);
	}

	/**
	 * The bytes of a JSON body that has a limit of its own.
	 * @param request whose body is read whole
	 * @param limit the most bytes
	 * @return the bytes, none for an empty body; a problem of type
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
	 * it subscribes to the body: the subscription is what tells a client that waits for
	 * {@code 100 Continue} to send the body.
	 * @param request whose head decides
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
	 * Tells whether the client is content with a promise ({@code Prefer: respond-async},
	 * RFC 7240).
	 * @return whether it said so
	 */
	public static boolean prefersAsync(ServerRequest request) {
		return prefers(request, "respond-async");
	}

	/**
	 * Tells whether the client wants a summary at the end instead of a result for each
	 * item ({@code Prefer: return=minimal}, RFC 7240).
	 * @return whether it said so
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
	 * The value of a header that must be sane text in UTF-8.
	 * @param name the header's name
	 * @return null when it is absent
	 */
	public static @Nullable String header(ServerRequest request, String name) {
		String received = request.headers().firstHeader(name);
		if (received == null) {
			return null;
		}
		// Netty makes a character of each byte.
		String value = Utf8.decode(received.getBytes(StandardCharsets.ISO_8859_1));
		String fault = (value != null) ? Texts.fault(value, 1, Texts.NAME_LENGTH) : "is not valid UTF-8";
		if (fault != null) {
			throw ProblemException.invalid(name, fault);
		}
		return value;
	}

	/**
	 * Makes sure that a client means to touch everything.
	 * @param request that must carry {@code confirm=all}
	 */
	public static void confirmAll(ServerRequest request) {
		if (request.queryParam("confirm").filter("all"::equals).isEmpty()) {
			throw ProblemException.invalid("confirm", "must be \"all\": this touches every image");
		}
	}

	/**
	 * Copies a buffer.
	 * @param buffer released
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
