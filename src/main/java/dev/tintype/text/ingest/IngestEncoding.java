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
 * The encoding of files. Decoding is strict: invalid bytes are an error.
 *
 * @param charset of all files of a request
 */
record IngestEncoding(Charset charset) {

	/** The default. */
	static final IngestEncoding UTF_8 = new IngestEncoding(StandardCharsets.UTF_8);

	/** Common names that Java does not know. */
	private static final Map<String, Charset> ALIASES = Map.of("latin-1", StandardCharsets.ISO_8859_1, "utf_8",
			StandardCharsets.UTF_8, "utf-8-sig", StandardCharsets.UTF_8);

	private static final int PIECE = 4_096;

	private static final char BYTE_ORDER_MARK = '\uFEFF';

	/**
	 * Reads the field {@code encoding}, which may be absent.
	 * @param fields of a request, which record a fault if the name is unknown
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
	 * Decodes bytes, without a leading byte order mark.
	 * @param bytes all bytes; this method closes the stream
	 * @param size the number of bytes
	 * @return the text
	 * @throws CharacterCodingException if the bytes are not valid
	 * @throws IOException if they cannot be read
	 */
	String decode(InputStream bytes, long size) throws IOException {
		CharsetDecoder decoder = this.charset.newDecoder()
			.onMalformedInput(CodingErrorAction.REPORT)
			.onUnmappableCharacter(CodingErrorAction.REPORT);
		// Piece by piece, because a character buffer for the whole text would be twice as
		// large as most texts.
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
