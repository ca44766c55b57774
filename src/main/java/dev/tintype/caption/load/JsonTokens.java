package dev.tintype.caption.load;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a JSON text of any length token by token.
 */
final class JsonTokens implements AutoCloseable {

	/** The most characters of one text, far more than a caption may have. */
	private static final int TEXT_LENGTH = 4 << 20;

	private static final int DEPTH = 100;

	private static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(
				StreamReadConstraints.builder().maxStringLength(TEXT_LENGTH).maxNestingDepth(DEPTH).build())
		.build();

	private final InputStream in;

	private final JsonParser parser;

	JsonTokens(InputStream in) {
		this.in = in;
		this.parser = FACTORY.createParser(ObjectReadContext.empty(), in);
	}

	/**
	 * Reads the next token.
	 * @return null at the end of the text
	 */
	@Nullable JsonToken next() {
		try {
			return this.parser.nextToken();
		}
		catch (JacksonException ex) {
			long line = (ex.getLocation() != null) ? ex.getLocation().getLineNr() : 0;
			throw RowReader.broken("is not JSON, or cut short, near line " + line);
		}
	}

	/**
	 * Reads the next token, which must be of a kind.
	 * @param what it is, for the problem
	 */
	void expect(JsonToken token, String what) {
		if (next() != token) {
			throw RowReader.broken(what);
		}
	}

	/**
	 * The text of the current token, or the digits of a number.
	 * @return null for other values
	 */
	@Nullable String text() {
		try {
			JsonToken token = this.parser.currentToken();
			boolean isText = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT
					|| token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE
					|| token == JsonToken.PROPERTY_NAME;
			return isText ? this.parser.getString() : null;
		}
		catch (JacksonException ex) {
			throw RowReader.broken("is not JSON, or has a text that is too long");
		}
	}

	/**
	 * Whether the current token is a string.
	 */
	boolean isString() {
		return this.parser.currentToken() == JsonToken.VALUE_STRING;
	}

	/**
	 * Passes over the current value.
	 */
	void skip() {
		try {
			this.parser.skipChildren();
		}
		catch (JacksonException ex) {
			throw RowReader.broken("is not JSON, or cut short");
		}
	}

	@Override
	public void close() throws IOException {
		this.parser.close();
		this.in.close();
	}

}
