package dev.tintype.support;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Checks and decodes UTF-8 strictly. Most libraries replace what RFC 3629 forbids with
 * U+FFFD, and would lose the caller's bytes silently.
 */
public final class Utf8 {

	/** How many characters the check decodes at a time. */
	private static final int PIECE = 2_048;

	private Utf8() {
	}

	/**
	 * Tells whether bytes are valid UTF-8: no overlong sequence, no surrogate, no
	 * truncated sequence. The JDK's decoder tests ASCII many bytes at a time.
	 * @return whether they are
	 */
	public static boolean isValid(byte[] bytes) {
		// A new decoder reports malformed bytes by default.
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
		ByteBuffer in = ByteBuffer.wrap(bytes);
		CharBuffer out = CharBuffer.allocate(Math.min(bytes.length + 1, PIECE));
		CoderResult result = decoder.decode(in, out, true);
		while (result.isOverflow()) {
			out.clear();
			result = decoder.decode(in, out, true);
		}
		return !result.isError();
	}

	/**
	 * Decodes bytes.
	 * @return their text, null if they are not valid
	 */
	public static @Nullable String decode(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

}
