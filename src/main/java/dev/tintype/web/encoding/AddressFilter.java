package dev.tintype.web.encoding;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.HexFormat;

import dev.tintype.support.Utf8;
import dev.tintype.web.http.EdgeFilter;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;

/**
 * Refuses a path or a query whose percent-encoded bytes are not valid UTF-8. Spring would
 * decode them to U+FFFD, so that the service would search for or store a text that the
 * caller never sent.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 24)
class AddressFilter extends EdgeFilter {

	private static final String FAULT = "is not valid UTF-8";

	@Override
	public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
		URI uri = exchange.getRequest().getURI();
		if (decode(uri.getRawPath()) == null) {
			return Mono.error(new ProblemException(ProblemType.INVALID_REQUEST, "The path " + FAULT + "."));
		}
		String query = uri.getRawQuery();
		if (query != null && hasHighByte(query)) {
			for (String parameter : query.split("&", -1)) {
				if (decode(parameter) == null) {
					String name = decode(parameter.split("=", 2)[0]);
					return Mono.error((name != null) ? ProblemException.invalid(name, FAULT) : new ProblemException(
							ProblemType.INVALID_REQUEST, "The name of a query parameter " + FAULT + "."));
				}
			}
		}
		return chain.filter(exchange);
	}

	/**
	 * Decodes a part of a URL.
	 * @param encoded ASCII, in which two digits follow each percent sign
	 * @return null if it is not valid UTF-8. A part that is entirely ASCII is returned
	 * unchanged
	 */
	private static @Nullable String decode(String encoded) {
		if (!hasHighByte(encoded)) {
			return encoded;
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
		for (int i = 0; i < encoded.length(); i++) {
			if (encoded.charAt(i) == '%') {
				bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
				i += 2;
			}
			else {
				bytes.write(encoded.charAt(i));
			}
		}
		return Utf8.decode(bytes.toByteArray());
	}

	private static boolean hasHighByte(String encoded) {
		for (int i = encoded.indexOf('%'); i >= 0; i = encoded.indexOf('%', i + 1)) {
			if (encoded.charAt(i + 1) >= '8') {
				return true;
			}
		}
		return false;
	}

}
