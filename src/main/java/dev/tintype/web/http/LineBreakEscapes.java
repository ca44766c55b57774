package dev.tintype.web.http;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/**
 * Escapes the non-ASCII characters that line readers treat as line breaks. JSON allows
 * them in a string. But NDJSON and server-sent events are split at line feeds, and many
 * libraries also split at U+0085, U+2028 and U+2029.
 */
final class LineBreakEscapes extends CharacterEscapes {

	private static final long serialVersionUID = 1;

	private static final SerializableString NEXT_LINE = new SerializedString("\\u0085");

	private static final SerializableString LINE_SEPARATOR = new SerializedString("\\u2028");

	private static final SerializableString PARAGRAPH_SEPARATOR = new SerializedString("\\u2029");

	@Override
	public int[] getEscapeCodesForAscii() {
		return standardAsciiEscapesForJSON();
	}

	@Override
	public @Nullable SerializableString getEscapeSequence(int character) {
		return switch (character) {
			case 0x85 -> NEXT_LINE;
			case 0x2028 -> LINE_SEPARATOR;
			case 0x2029 -> PARAGRAPH_SEPARATOR;
			default -> null;
		};
	}

}
