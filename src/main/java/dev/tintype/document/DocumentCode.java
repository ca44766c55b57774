package dev.tintype.document;

import java.util.Set;

import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * The code of a document: its name in addresses, which the client chooses.
 */
final class DocumentCode {

	/** The longest code, in characters (Unicode code points). */
	static final int LENGTH = 50;

	/** What an address would mean otherwise. */
	private static final Set<String> RESERVED = Set.of("search", "count", ".", "..");

	private DocumentCode() {
	}

	/**
	 * Finds what is wrong with a code.
	 * @param code any text
	 * @return null when nothing is wrong, else a short sentence for people
	 */
	static @Nullable String fault(String code) {
		String fault = Texts.fault(code, 1, LENGTH);
		if (fault != null) {
			return fault;
		}
		if (code.chars().anyMatch(Character::isISOControl)) {
			return "must not contain control characters";
		}
		return RESERVED.contains(code) ? "must not be \"" + code + "\", which is reserved" : null;
	}

}
