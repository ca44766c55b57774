package dev.tintype.text.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;

import dev.tintype.support.Texts;
import dev.tintype.web.http.JsonFields;

/**
 * How the bytes of files become text: strictly, nothing is replaced.
 *
 * @param charset that all files of a request are in
 */
record IngestEncoding(Charset charset) {

	/** What a text file is in unless it is said. */
	static final IngestEncoding UTF_8 = new IngestEncoding(StandardCharsets.UTF_8);

	/** Names that are usual elsewhere and that Java does not know. */
	private static final Map<String, Charset> ALIASES = Map.of("latin-1", StandardCharsets.ISO_8859_1, "utf_8",
			StandardCharsets.UTF_8, "utf-8-sig", StandardCharsets.UTF_8);

	private static final int PIECE = 4_096;

	private static final char BYTE_ORDER_MARK = '\uFEFF';

	/**
	 * Reads the field {@code encoding}, which may be absent.
	 * @param fields of a request, which are told when the name is unknown
	 * @return the encoding
	 */
	static IngestEncoding read(JsonFields fields) {
		String name = fields.optionalText("encoding", 1, Texts.NAME_LENGTH);
		if (name == null) {
			return UTF_8;
		}
		Charset alias = ALIASES.get(name.toLowerCase(Locale.ROOT));
		try {
			return new IngestEncoding((alias != null) ? alias : Charset.forName(name));
		}
		catch (IllegalCharsetNameException | UnsupportedCharsetException ex) {
			fields.fault("encoding", "must be the name of an encoding, such as utf-8");
			return UTF_8;
		}
	}

	/**
	 * Reads bytes as text, without the byte order mark in front.
	 * @param bytes whole, closed at the end
	 * @param size how many there are
	 * @return the text
	 * @throws CharacterCodingException when they are not valid
	 * @throws IOException when they cannot be read
	 */
	String decode(InputStream bytes, long size) throws IOException {
		CharsetDecoder decoder = this.charset.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT);
		// Piece by piece: a buffer of characters for the whole is twice as large as most
		// texts.
		StringBuilder text = new StringBuilder((int) size);
		char[] piece = new char[PIECE];
		try (Reader reader = new InputStreamReader(bytes, decoder)) {
			for (int count = reader.read(piece); count >= 0; count = reader.read(piece)) {
				int from = (text.isEmpty() && count > 0 && piece[0] == BYTE_ORDER_MARK) ? 1 : 0;
				text.append(piece, from, count - from);
			}
		}
		return text.toString();
	}

}
