package dev.tintype.web.http;

import java.util.Optional;
import java.util.function.Function;

import dev.tintype.support.Utf8;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;

/**
 * Reads and writes all JSON of the service: names in snake case and in the order of their
 * declaration, absent values as null, non-ASCII line breaks escaped.
 */
public final class Json {

	/** The mapper of the whole service. */
	public static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder().characterEscapes(new LineBreakEscapes()).build())
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
		.addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
		.build();

	// This reader has found its deserializer. The mapper looks it up under a lock each
	// time, which would block an event loop.
	private static final ObjectReader TREES = MAPPER.readerFor(JsonNode.class);

	private static final String JOINED = " It has several objects: each must be a separate line."
			+ " With curl, send a file with --data-binary, since -d removes line breaks.";

	private Json() {
	}

	/**
	 * Reads a whole JSON text.
	 * @param bytes UTF-8
	 * @return its tree
	 * @throws ProblemException of type {@link ProblemType#MALFORMED_JSON}, which names
	 * the position
	 */
	public static JsonNode read(byte[] bytes) {
		return read(bytes, "The body", Json::place, "");
	}

	/**
	 * Reads a line of NDJSON.
	 * @param bytes UTF-8
	 * @param number the number of the line, from 1
	 * @return its tree
	 * @throws ProblemException of type {@link ProblemType#MALFORMED_JSON}, which names
	 * the position
	 */
	public static JsonNode readLine(byte[] bytes, long number) {
		return read(bytes, "Line " + number, (location) -> " at column " + location.getColumnNr(),
				(number == 1) ? JOINED : "");
	}

	private static JsonNode read(byte[] bytes, String subject, Function<TokenStreamLocation, String> place,
			String ifJoined) {
		if (!isUtf8(bytes)) {
			throw new ProblemException(ProblemType.MALFORMED_JSON, subject + " is not valid UTF-8.");
		}
		try {
			return (bytes.length > 0) ? TREES.readValue(bytes) : MissingNode.getInstance();
		}
		catch (JacksonException ex) {
			String where = Optional.ofNullable(ex.getLocation()).map(place).orElse("");
			throw new ProblemException(ProblemType.MALFORMED_JSON,
					subject + " is not valid JSON" + where + "." + (isJoined(bytes) ? ifJoined : ""));
		}
	}

	// Tells whether an object directly follows another one.
	private static boolean isJoined(byte[] bytes) {
		for (int i = 1; i < bytes.length; i++) {
			if (bytes[i] == '{' && bytes[i - 1] == '}') {
				return true;
			}
		}
		return false;
	}

	/**
	 * Writes a text.
	 * @return a JSON string with its quotes, in UTF-8
	 */
	public static byte[] quoted(String text) {
		int length = text.length();
		byte[] json = new byte[length + 2];
		for (int i = 0; i < length; i++) {
			char character = text.charAt(i);
			if (character < ' ' || character > '~' || character == '"' || character == '\\') {
				return MAPPER.writeValueAsBytes(text);
			}
			json[i + 1] = (byte) character;
		}
		json[0] = '"';
		json[length + 1] = '"';
		return json;
	}

	// RFC 8259, 8.1 requires UTF-8. Jackson also decodes overlong sequences, and reads a
	// text with a NUL in its first four bytes as UTF-16 or UTF-32.
	private static boolean isUtf8(byte[] bytes) {
		for (int i = 0; i < Math.min(4, bytes.length); i++) {
			if (bytes[i] == 0) {
				return false;
			}
		}
		return Utf8.isValid(bytes);
	}

	private static String place(TokenStreamLocation location) {
		return (location.getLineNr() < 1) ? ""
				: " at line " + location.getLineNr() + ", column " + location.getColumnNr();
	}

}
