package dev.tintype.web.form;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;

/**
 * The part of a form that is being read. Files and other content are passed on piece by
 * piece, and a field as a whole.
 */
final class FormPart {

	/** The largest field, in bytes. */
	static final int FIELD_BYTES = 256 << 10;

	private final HttpHeaders headers;

	private final Disposition disposition;

	/** The charset of a field, null if the part is not a field. */
	private final @Nullable Charset charset;

	private final ByteArrayOutputStream field = new ByteArrayOutputStream();

	private FormPart(HttpHeaders headers, Disposition disposition, @Nullable Charset charset) {
		this.headers = headers;
		this.disposition = disposition;
		this.charset = charset;
	}

	/**
	 * Begins a part.
	 * @param head its headers with one character per byte, without the empty line
	 * @return the part
	 * @throws ProblemException of type {@link ProblemType#INVALID_REQUEST} if the head is
	 * malformed
	 */
	static FormPart of(String head) {
		HttpHeaders headers = new HttpHeaders();
		for (String line : head.replaceAll("\\r\\n[ \\t]+", " ").split("\\r\\n", -1)) {
			int colon = line.indexOf(':');
			if (colon <= 0 && !line.isEmpty()) {
				throw new ProblemException(ProblemType.INVALID_REQUEST, "A part of the form has a malformed header.");
			}
			if (colon > 0) {
				headers.add(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
			}
		}
		Disposition disposition = Disposition.parse(headers.getFirst(HttpHeaders.CONTENT_DISPOSITION));
		MediaType type = type(headers, disposition.name());
		boolean text = disposition.filename() == null
				&& (type == null || type.equalsTypeAndSubtype(MediaType.TEXT_PLAIN));
		Charset named = (type != null) ? type.getCharset() : null;
		return new FormPart(headers, disposition, !text ? null : (named != null) ? named : StandardCharsets.UTF_8);
	}

	private static @Nullable MediaType type(HttpHeaders headers, String name) {
		String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		try {
			return (type == null || type.isEmpty()) ? null : MediaType.parseMediaType(type);
		}
		catch (InvalidMediaTypeException ex) {
			throw ProblemException.invalid("/" + name,
					"has a Content-Type that is not a media type, or names a charset that does not exist");
		}
	}

	/**
	 * Takes the next bytes.
	 * @param from the index of the first byte
	 * @param to the index after the last byte
	 * @return the event to pass on, or null
	 * @throws ProblemException if a field is too large, or is not valid in its charset
	 */
	@Nullable PartEvent take(byte[] bytes, int from, int to, boolean last) {
		if (this.charset != null) {
			return takeText(this.charset, bytes, from, to, last);
		}
		if (from == to && !last) {
			return null;
		}
		DataBuffer content = DefaultDataBufferFactory.sharedInstance
			.wrap(ByteBuffer.wrap(bytes, from, to - from).slice());
		String filename = this.disposition.filename();
		return (filename != null)
				? new FormFile(this.headers, this.disposition.name(), filename, this.disposition.fault(), content, last)
				: new Other(this.headers, this.disposition.name(), content, last);
	}

	private @Nullable PartEvent takeText(Charset text, byte[] bytes, int from, int to, boolean last) {
		if (this.field.size() + to - from > FIELD_BYTES) {
			throw new ProblemException(ProblemType.TOO_LARGE, "The field \"" + this.disposition.name()
					+ "\" is larger than " + FIELD_BYTES + " bytes, the limit of a field.");
		}
		this.field.write(bytes, from, to - from);
		if (!last) {
			return null;
		}
		byte[] whole = this.field.toByteArray();
		try {
			return new Field(this.headers, this.disposition.name(),
					text.newDecoder().decode(ByteBuffer.wrap(whole)).toString(),
					DefaultDataBufferFactory.sharedInstance.wrap(whole));
		}
		catch (CharacterCodingException ex) {
			throw ProblemException.invalid("/" + this.disposition.name(), "is not valid " + text.name());
		}
	}

	/**
	 * A whole field.
	 */
	private record Field(HttpHeaders headers, String name, String value, DataBuffer content) implements FormPartEvent {

		@Override
		public boolean isLast() {
			return true;
		}

	}

	/**
	 * A piece of a part that is neither a field nor a file.
	 */
	private record Other(HttpHeaders headers, String name, DataBuffer content, boolean isLast) implements PartEvent {

	}

}
