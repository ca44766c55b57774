package dev.tintype.api;

import java.util.Optional;

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
 * The one way in which the service reads and writes JSON: names in snake case, in the
 * order of their declaration, absent values as null, line breaks beyond ASCII escaped.
 */
public final class Json {

	/** Reads and writes everything. */
	public static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder().characterEscapes(new LineBreakEscapes()).build())
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
		.addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class)
		.build();

	// It knows its deserializer; the mapper looks it up under a lock each time, which
	// would block an event loop.
	private static final ObjectReader TREES = MAPPER.readerFor(JsonNode.class);

	private Json() {
	}

	/**
	 * Reads a JSON text whole.
	 * @param bytes UTF-8
	 * @return its tree
	 * @throws ProblemException of type {@link ProblemType#MALFORMED_JSON}, which says
	 * where
	 */
	public static JsonNode read(byte[] bytes) {
		try {
			return (bytes.length > 0) ? TREES.readValue(bytes) : MissingNode.getInstance();
		}
		catch (JacksonException ex) {
			String place = Optional.ofNullable(ex.getLocation()).map(Json::place).orElse("");
			throw new ProblemException(ProblemType.MALFORMED_JSON, "The body is not valid JSON" + place + ".");
		}
	}

	/**
	 * Writes a text.
	 * @param text any
	 * @return as a JSON string, quotes and all, in UTF-8
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

	private static String place(TokenStreamLocation location) {
		return (location.getLineNr() < 1) ? ""
				: " at line " + location.getLineNr() + ", column " + location.getColumnNr();
	}

}
