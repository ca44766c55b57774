package dev.tintype.text.documentsave;

import java.nio.charset.StandardCharsets;

import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * A document to save.
 *
 * @param code its identity
 * @param name for people
 * @param content its text, which may be empty
 */
public record DocumentDraft(String code, String name, String content) {

	/** The largest content, in bytes of UTF-8. */
	public static final int CONTENT_BYTES = 16 << 20;

	private static final int MOST_BYTES_PER_CHAR = 3;

	/**
	 * Checks the code, the name and the content.
	 * @return what is wrong with the first faulty one, or null
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
	 * Checks a content.
	 * @param content any text
	 * @return what is wrong with it, or null
	 */
	public static @Nullable String contentFault(String content) {
		return isTooLarge(content) ? "must have at most " + CONTENT_BYTES + " bytes" : Texts.unstorable(content);
	}

	/**
	 * Whether a content is larger than {@link #CONTENT_BYTES}.
	 */
	static boolean isTooLarge(String content) {
		return content.length() > CONTENT_BYTES / MOST_BYTES_PER_CHAR
				&& content.getBytes(StandardCharsets.UTF_8).length > CONTENT_BYTES;
	}

}
