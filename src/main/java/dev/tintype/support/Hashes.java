package dev.tintype.support;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256, by which bytes are told apart.
 */
public final class Hashes {

	private Hashes() {
	}

	/**
	 * The hash of bytes at hand.
	 * @param parts hashed one behind the other
	 * @return 64 lower-case hexadecimal digits
	 */
	public static String sha256(byte[]... parts) {
		MessageDigest digest = sha256Digest();
		for (byte[] part : parts) {
			digest.update(part);
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	/**
	 * A digest for bytes that come in pieces.
	 * @return a new one
	 */
	public static MessageDigest sha256Digest() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("every Java platform has SHA-256", ex);
		}
	}

}
