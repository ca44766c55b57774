package dev.tintype.security.limit;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

import dev.tintype.support.StartException;
import org.jspecify.annotations.Nullable;

/**
 * A range of addresses in CIDR notation, such as {@code 10.0.0.0/8}.
 */
final class AddressRange {

	/** Only literals, because a name would be looked up. */
	private static final Pattern LITERAL = Pattern
		.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

	private final byte[] network;

	private final int bits;

	private AddressRange(byte[] network, int bits) {
		this.network = network;
		this.bits = bits;
	}

	/**
	 * Reads a range.
	 * @param text an address, alone or with the length of its prefix
	 * @throws StartException if it is neither
	 */
	static AddressRange of(String text) {
		String[] parts = text.strip().split("/", 2);
		InetAddress address = parse(parts[0]);
		int most = (address != null) ? 8 * address.getAddress().length : 0;
		int bits = (parts.length == 1) ? most : bits(parts[1]);
		if (address == null || bits < 0 || bits > most) {
			throw new StartException("tintype.server.trusted-proxies must list addresses or ranges such as 10.0.0.0/8, "
					+ "and not " + text);
		}
		return new AddressRange(address.getAddress(), bits);
	}

	private static int bits(String text) {
		return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
	}

	/**
	 * Reads an address without a name lookup.
	 * @param text an address, IPv6 without brackets
	 * @return null if it is none
	 */
	static @Nullable InetAddress parse(String text) {
		try {
			return LITERAL.matcher(text).matches() ? InetAddress.getByName(text) : null;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

	/**
	 * Tells whether an address is in the range.
	 */
	boolean contains(InetAddress address) {
		byte[] other = address.getAddress();
		if (other.length != this.network.length) {
			return false;
		}
		for (int i = 0; i < this.bits; i++) {
			int mask = 0x80 >> (i % 8);
			if (((other[i / 8] ^ this.network[i / 8]) & mask) != 0) {
				return false;
			}
		}
		return true;
	}

}
