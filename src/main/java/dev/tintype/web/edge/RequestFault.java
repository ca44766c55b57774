package dev.tintype.web.edge;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

import dev.tintype.web.http.ProblemType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.MediaType;

/**
 * What is wrong with a request that is not HTTP as RFC 9110 and RFC 9112 have it, and its
 * problem document. Every detail is a constant, so nothing has to be escaped.
 */
final class RequestFault {

	/** A registered name or an address, as RFC 3986 has them, and a port. */
	private static final Pattern HOST = Pattern
		.compile("(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]*)(?::[0-9]{0,5})?");

	/** What may stand anywhere in a path or query. */
	private static final BitSet PLAIN = new BitSet();

	static {
		"/?=&-._~,:@".chars().forEach(PLAIN::set);
		PLAIN.set('0', '9' + 1);
		PLAIN.set('A', 'Z' + 1);
		PLAIN.set('a', 'z' + 1);
	}

	/** A host that was found good: most requests have the same. */
	private static volatile String goodHost = "localhost";

	private RequestFault() {
	}

	/**
	 * Looks for what Netty's decoder lets pass and Spring would answer without a body, or
	 * a proxy might read differently.
	 * @param request whose head was decoded without failure
	 * @return null if nothing is wrong
	 */
	static @Nullable String find(HttpRequest request) {
		HttpHeaders headers = request.headers();
		if (!isTarget(request.uri())) {
			return "The request's address is not a valid URL; other characters must be percent-encoded as UTF-8.";
		}
		List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
		if (!codings.isEmpty()
				&& !(codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0).strip()))) {
			return "The only Transfer-Encoding that is read is chunked.";
		}
		int hosts = headers.getAll(HttpHeaderNames.HOST).size();
		if (hosts > 1 || (hosts == 0 && request.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
			return "The request must have exactly one Host header.";
		}
		return (hosts == 0 || isHost(headers.get(HttpHeaderNames.HOST))) ? null : "The Host header is not a host name.";
	}

	private static boolean isHost(String host) {
		if (host.equals(goodHost)) {
			return true;
		}
		boolean good = HOST.matcher(host).matches();
		if (good) {
			goodHost = host;
		}
		return good;
	}

	/**
	 * Says what Netty's decoder found.
	 * @param result a failure
	 * @return a sentence
	 */
	static String of(DecoderResult result) {
		Throwable cause = result.cause();
		if (cause instanceof TooLongHttpLineException) {
			return "The request line is too long.";
		}
		if (cause instanceof TooLongHttpHeaderException) {
			return "The request's headers are too large.";
		}
		return "The request is not valid HTTP/1.1.";
	}

	/**
	 * The answer.
	 * @param status of it
	 * @param detail without a character that JSON escapes
	 * @return a response that also closes the connection
	 */
	static FullHttpResponse answer(HttpResponseStatus status, String detail) {
		String type = switch (status.code()) {
			case 400 -> ProblemType.INVALID_REQUEST.uri().toString();
			case 404 -> ProblemType.NOT_FOUND.uri().toString();
			case 408 -> ProblemType.REQUEST_TIMEOUT.uri().toString();
			case 413, 414, 431 -> ProblemType.TOO_LARGE.uri().toString();
			case 500 -> ProblemType.INTERNAL.uri().toString();
			case 503 -> ProblemType.UNAVAILABLE.uri().toString();
			default -> "about:blank";
		};
		ByteBuf body = Unpooled.copiedBuffer("{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
			.formatted(type, status.reasonPhrase(), status.code(), detail), StandardCharsets.UTF_8);
		FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
		response.headers()
			.set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
			.set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
			.set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
			.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
			.set("X-Content-Type-Options", "nosniff")
			.set("Referrer-Policy", "no-referrer")
			.set(ResponseHeadersFilter.RESOURCE_POLICY_HEADER, ResponseHeadersFilter.RESOURCE_POLICY)
			.set(RequestIdFilter.HEADER, RequestIdFilter.choose(null));
		return response;
	}

	private static boolean isTarget(String target) {
		boolean plain = target.startsWith("/");
		for (int i = 0; i < target.length(); i++) {
			char character = target.charAt(i);
			if (character <= ' ' || character >= 0x7F) {
				return false;
			}
			plain &= PLAIN.get(character);
		}
		// Nearly all are, and need no parser.
		if (plain) {
			return true;
		}
		try {
			new URI(target.startsWith("/") ? "http://localhost" + target : target);
			return true;
		}
		catch (URISyntaxException ex) {
			return false;
		}
	}

}
