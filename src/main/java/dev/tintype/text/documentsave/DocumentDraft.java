package dev.tintype.text.documentsave;

import java.nio.charset.StandardCharsets;

import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * A document that is to be saved.
 *
 * @param code by which it is known
 * @param name for people
 * @param content its text, which may be empty
 */
public record DocumentDraft(String code, String name, String content) {

	/** The largest content, in bytes of UTF-8. */
	public static final int CONTENT_BYTES = 16 << 20;

	private static final int MOST_BYTES_PER_CHAR = 3;

	/**
	 * Finds what is wrong with it.
	 * @return null when nothing is wrong, else a short sentence for people
	 */
	public @Nullable String fault() {
		String fault = DocumentCode.fault(this.code);
		if (fault != null) {
			return "code " + fault;
		}
		fault = Texts.fault(this.name, 1, Texts.NAME_LENGTH);
		if (fault != null) {
			return "name " + fault;
		}
		fault = contentFault(this.content);
		return (fault != null) ? "content " + fault : null;
	}

	/**
	 * Finds what is wrong with a content.
	 * @param content any text
	 * @return null when nothing is wrong, else a short sentence for people
	 */
	public static @Nullable String contentFault(String content) {
		return isTooLarge(content) ? "must have at most " + CONTENT_BYTES + " bytes" : Texts.unstorable(content);
	}

	/**
	 * Tells whether a content is over {@link #CONTENT_BYTES}.
	 * @return whether it is
	 */
	static boolean isTooLarge(String content) {
		return content.length() > CONTENT_BYTES / MOST_BYTES_PER_CHAR
				&& content.getBytes(StandardCharsets.UTF_8).length > CONTENT_BYTES;
	}

}
