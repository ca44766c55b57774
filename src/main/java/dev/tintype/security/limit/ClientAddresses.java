package dev.tintype.security.limit;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Finds the address of a client: that of the connection, or the one that a trusted proxy
 * names in {@code X-Forwarded-For}.
 */
@Component
public class ClientAddresses {

	private static final String FORWARDED_FOR = "X-Forwarded-For";

	private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

	private static final int IPV6_BYTES = 16;

	private static final int IPV6_NETWORK_BYTES = 8;

	private final List<AddressRange> proxies;

	ClientAddresses(ProxySettings settings) {
		this.proxies = settings.trustedProxies().stream().map(AddressRange::of).toList();
	}

	/**
	 * Finds the address of a client.
	 * @param request of the client
	 * @return null if the connection has none
	 */
	public @Nullable InetAddress of(ServerHttpRequest request) {
		InetSocketAddress remote = request.getRemoteAddress();
		InetAddress address = (remote != null) ? remote.getAddress() : null;
		if (address == null || !isTrusted(address)) {
			return address;
		}
		List<String> chain = request.getHeaders()
			.getOrEmpty(FORWARDED_FOR)
			.stream()
			.flatMap((line) -> Arrays.stream(line.split(",")))
			.toList();
		for (int i = chain.size() - 1; i >= 0; i--) {
			InetAddress before = AddressRange.parse(withoutPort(chain.get(i).strip()));
			if (before == null) {
				// The sender of this entry also wrote the entries to the left of it.
				return address;
			}
			address = before;
			if (!isTrusted(before)) {
				return before;
			}
		}
		return address;
	}

	// Some proxies add a port.
	private static String withoutPort(String text) {
		if (text.startsWith("[") && text.indexOf(']') > 0) {
			return text.substring(1, text.indexOf(']'));
		}
		int colon = text.indexOf(':');
		return (colon > 0 && colon == text.lastIndexOf(':')) ? text.substring(0, colon) : text;
	}

	/**
	 * Tells whether a client connected over TLS.
	 * @param request of the client
	 * @return whether it did, directly or according to a trusted proxy
	 */
	public boolean isSecure(ServerHttpRequest request) {
		if (request.getSslInfo() != null || "https".equals(request.getURI().getScheme())) {
			return true;
		}
		InetSocketAddress remote = request.getRemoteAddress();
		String proto = request.getHeaders().getFirst(FORWARDED_PROTO);
		return remote != null && remote.getAddress() != null && isTrusted(remote.getAddress()) && proto != null
				&& proto.strip().toLowerCase(Locale.ROOT).equals("https");
	}

	/**
	 * Names the network of a client, for counting. A user has a whole /64 of IPv6.
	 * @param address of the client
	 * @return an address of IPv4, or the first half of one of IPv6
	 */
	public static String network(@Nullable InetAddress address) {
		if (address == null) {
			return "unknown";
		}
		byte[] bytes = address.getAddress();
		if (bytes.length != IPV6_BYTES) {
			return address.getHostAddress();
		}
		Arrays.fill(bytes, IPV6_NETWORK_BYTES, IPV6_BYTES, (byte) 0);
		try {
			return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private boolean isTrusted(InetAddress address) {
		for (AddressRange proxy : this.proxies) {
			if (proxy.contains(address)) {
				return true;
			}
		}
		return false;
	}

}
