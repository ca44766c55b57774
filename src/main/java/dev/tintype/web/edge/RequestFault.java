package dev.tintype.web.edge;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.Problems;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/**
 * Finds what is wrong with a request that violates RFC 9110 or RFC 9112, and writes its
 * problem document.
 */
final class RequestFault {

	/** A registered name or an address as in RFC 3986, and a port. */
	private static final Pattern HOST = Pattern
		.compile("(?:\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._~!$&'()*+,;=%-]*)(?::[0-9]{0,5})?");

	/** A percent sign that begins no percent-encoded byte. */
	private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

	/** Characters that are allowed anywhere in a path or query. */
	private static final BitSet PLAIN = new BitSet();

	static {
		"/?=&-._~,:@".chars().forEach(PLAIN::set);
		PLAIN.set('0', '9' + 1);
		PLAIN.set('A', 'Z' + 1);
		PLAIN.set('a', 'z' + 1);
	}

	/** Replaces a target that did not arrive completely. */
	static final String NO_TARGET = "/";

	private static final URI BLANK = URI.create("about:blank");

	/** A problem repeats only this much of a target, which may be as long as a head. */
	private static final int MOST_INSTANCE_CHARACTERS = 1000;

	/** The last valid host. Most requests have the same host. */
	private static volatile String goodHost = "localhost";

	private RequestFault() {
	}

	/**
	 * Finds faults that Netty's decoder accepts, but that Spring would respond to without
	 * a body, or that a proxy might read differently.
	 * @param request a request whose head was decoded without failure
	 * @return a sentence that describes the fault, or null if there is none
	 */
	static @Nullable String find(HttpRequest request) {
		HttpHeaders headers = request.headers();
		if (!isTarget(request.uri())) {
			return "The request's address is not a valid URL; other characters must be percent-encoded as UTF-8.";
		}
		List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
		if (!codings.isEmpty()
				&& !(codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0).strip()))) {
			return "The service supports no Transfer-Encoding except chunked.";
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
	 * Encodes the percent signs that stand for themselves in the address of a page. A
	 * browser sends them as the user has typed them, and people cannot read a problem
	 * document. Addresses of the API stay as they are.
	 */
	static void repairPage(HttpRequest request) {
		String target = request.uri();
		if (target.indexOf('%') >= 0 && request.method().equals(HttpMethod.GET) && !target.startsWith("/api/")
				&& request.headers().get(HttpHeaderNames.ACCEPT, "").contains(MediaType.TEXT_HTML_VALUE)) {
			int query = target.indexOf('?');
			String path = (query >= 0) ? target.substring(0, query) : target;
			// Bytes beside a stray sign may be no text either, so all signs stand for
			// themselves.
			String readable = STRAY_PERCENT.matcher(path).find() ? path.replace("%", "%25") : path;
			request.setUri(readable + STRAY_PERCENT.matcher(target.substring(path.length())).replaceAll("%25"));
		}
	}

	/**
	 * Normalises the header {@code Host}. The host of a target in absolute form replaces
	 * it (RFC 9112, 3.2.2), and an empty port is removed (RFC 3986, 3.2.3).
	 * @param request a request without a fault
	 */
	static void settleHost(HttpRequest request) {
		HttpHeaders headers = request.headers();
		String host = headers.get(HttpHeaderNames.HOST);
		String authority = request.uri().startsWith("/") ? host : authority(request.uri(), host);
		String settled = (authority != null && authority.endsWith(":")) ? authority.substring(0, authority.length() - 1)
				: authority;
		if (settled != null && !settled.equals(host)) {
			headers.set(HttpHeaderNames.HOST, settled);
		}
	}

	private static @Nullable String authority(String target, @Nullable String host) {
		String authority = URI.create(target).getRawAuthority();
		return (authority != null) ? authority : host;
	}

	/**
	 * Describes in a sentence the fault that Netty's decoder found.
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
	 * Creates the response, which also closes the connection.
	 * @param target the target as received, or {@link #NO_TARGET}
	 */
	static FullHttpResponse answer(HttpResponseStatus status, String detail, String target) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status.code()), detail);
		ProblemType type = type(status);
		problem.setTitle((type != null) ? type.title() : status.reasonPhrase());
		problem.setType((type != null) ? type.uri() : BLANK);
		problem.setInstance(Problems.instance(path(target)));
		ByteBuf body = Unpooled.wrappedBuffer(Json.MAPPER.writeValueAsBytes(problem));
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

	private static @Nullable ProblemType type(HttpResponseStatus status) {
		return switch (status.code()) {
			case 400 -> ProblemType.INVALID_REQUEST;
			case 404 -> ProblemType.NO_SUCH_ROUTE;
			case 408 -> ProblemType.REQUEST_TIMEOUT;
			case 413, 414, 431 -> ProblemType.TOO_LARGE;
			case 500 -> ProblemType.INTERNAL;
			case 503 -> ProblemType.UNAVAILABLE;
			default -> null;
		};
	}

	// Returned as the client wrote it, because it may not be decodable.
	private static String path(String target) {
		int end = target.indexOf('?');
		String path = (end >= 0) ? target.substring(0, end) : target;
		return path.substring(0, Math.min(path.length(), MOST_INSTANCE_CHARACTERS));
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
		// Nearly all targets are plain and need no parser.
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
