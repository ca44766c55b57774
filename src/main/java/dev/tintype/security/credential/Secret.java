package dev.tintype.security.credential;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

import dev.tintype.support.Hashes;

/**
 * A random secret, which the service shows once and stores only as its hash.
 *
 * @param text of 256 random bits
 */
public record Secret(String text) {

	/** The beginning of every key, by which scanners recognise one. */
	public static final String KEY_PREFIX = "tt_";

	private static final int BYTES = 32;

	/** The characters of a key that the service shows again. */
	private static final int SHOWN = 11;

	private static final SecureRandom RANDOM = new SecureRandom();

	/**
	 * Creates a key. It blocks.
	 * @return a new secret that begins with {@link #KEY_PREFIX}
	 */
	public static Secret key() {
		return new Secret(KEY_PREFIX + random());
	}

	/**
	 * Creates the token of a session. It blocks.
	 * @return a new secret
	 */
	public static Secret token() {
		return new Secret(random());
	}

	private static String random() {
		byte[] bytes = new byte[BYTES];
		RANDOM.nextBytes(bytes);
		return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
	}

	/**
	 * Returns what the database stores.
	 * @return SHA-256 in hexadecimal digits
	 */
	public String hash() {
		return hash(this.text);
	}

	/**
	 * Hashes a secret that a request contains.
	 * @param text any text
	 * @return as in {@link #hash()}
	 */
	public static String hash(String text) {
		return Hashes.sha256(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Returns the part by which people recognise a key.
	 * @return the first characters
	 */
	public String prefix() {
		return this.text.substring(0, SHOWN);
	}

	/** Hides the secret from logs. */
	@Override
	public String toString() {
		return "[secret]";
	}

}
