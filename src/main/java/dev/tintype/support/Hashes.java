package dev.tintype.support;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 hashes that identify bytes.
 */
public final class Hashes {

	private Hashes() {
	}

	/**
	 * Returns the hash of bytes.
	 * @param parts are hashed one after the other
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
	 * Creates a digest for bytes that arrive in pieces.
	 * @return a new digest
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
