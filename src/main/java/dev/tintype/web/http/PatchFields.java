package dev.tintype.web.http;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a resource that a client creates or changes. A field that is absent
 * keeps its value, and null removes the value of an optional field.
 *
 * @param json the object that was sent
 * @param fields of the same object, receives the faults
 * @param isNew whether required fields must be there
 */
public record PatchFields(JsonNode json, JsonFields fields, boolean isNew) {

	/**
	 * Creates a reader of a body.
	 * @param isNew whether required fields must be there
	 * @return the reader
	 */
	public static PatchFields of(byte[] body, boolean isNew) {
		JsonNode json = Json.read(body);
		return new PatchFields(json, new JsonFields(json, ""), isNew);
	}

	/**
	 * Reads a required text.
	 * @param max the most characters; the fewest are 1
	 * @param before the value that stays if the field is absent
	 * @return the text, or the value before if it is a fault
	 */
	public String text(String name, int max, String before) {
		String text = isGiven(name) ? this.fields.optionalText(name, 1, max) : null;
		return (text != null) ? text : before;
	}

	/**
	 * Reads a required text that has more than white space.
	 * @param max the most characters
	 * @param before the value that stays if the field is absent
	 * @return the text, or the value before if it is a fault
	 */
	public String filledText(String name, int max, String before) {
		String text = text(name, max, before);
		if (this.json.path(name).isString() && !text.isEmpty() && text.isBlank()) {
			this.fields.fault(name, "must not be blank");
		}
		return text;
	}

	/**
	 * Reads a text that may be null.
	 * @param max the most characters; the fewest are 1
	 * @param before the value that stays if the field is absent
	 * @return the text, or null if it is null or a fault
	 */
	public @Nullable String optionalText(String name, int max, @Nullable String before) {
		return this.json.has(name) ? this.fields.optionalText(name, 1, max) : before;
	}

	/**
	 * Reads a required word of a list.
	 * @param words the allowed words
	 * @param before the value that stays if the field is absent
	 * @return the word, or the value before if it is a fault
	 */
	public String word(String name, List<String> words, String before) {
		String word = isGiven(name) ? this.fields.optionalWord(name, words) : null;
		return (word != null) ? word : before;
	}

	/**
	 * Reads a word of a list, which may be null.
	 * @param words the allowed words
	 * @param before the value that stays if the field is absent
	 * @return the word, or null if it is null or a fault
	 */
	public @Nullable String optionalWord(String name, List<String> words, @Nullable String before) {
		return this.json.has(name) ? this.fields.optionalWord(name, words) : before;
	}

	/**
	 * Reads a boolean.
	 * @param before the value that stays if the field is absent or null
	 * @return the value
	 */
	public boolean flag(String name, boolean before) {
		return this.fields.flag(name, before);
	}

	/**
	 * Reads a required value.
	 * @param <T> the type
	 * @param reading reads the value, or throws an {@link IllegalArgumentException} whose
	 * message is the fault
	 * @param before the value that stays if the field is absent
	 * @return the value, or the value before if it is a fault
	 */
	public <T> T required(String name, Function<JsonNode, T> reading, T before) {
		T value = isGiven(name) ? read(name, reading) : null;
		return (value != null) ? value : before;
	}

	/**
	 * Reads a value that may be null.
	 * @param <T> the type
	 * @param reading as in {@link #required}
	 * @param before the value that stays if the field is absent
	 * @return the value, or null if it is null or a fault
	 */
	public <T> @Nullable T optional(String name, Function<JsonNode, T> reading, @Nullable T before) {
		if (!this.json.has(name)) {
			return before;
		}
		return this.json.path(name).isNull() ? null : read(name, reading);
	}

	/**
	 * Reads an id.
	 * @return the id; a text that is not one counts as an unknown id
	 * @throws IllegalArgumentException if the value is no text
	 * @throws ProblemException of type {@link ProblemType#NOT_FOUND}
	 */
	public static UUID id(JsonNode value) {
		if (!value.isString()) {
			throw new IllegalArgumentException("must be a string");
		}
		UUID id = (Texts.unstorable(value.stringValue()) == null) ? Ids.parse(value.stringValue()) : null;
		if (id == null) {
			throw ProblemException.notFound("Nothing is known under the id " + value.stringValue() + ".");
		}
		return id;
	}

	private <T> @Nullable T read(String name, Function<JsonNode, T> reading) {
		try {
			return reading.apply(this.json.path(name));
		}
		catch (IllegalArgumentException ex) {
			this.fields.fault(name, String.valueOf(ex.getMessage()));
			return null;
		}
	}

	private boolean isGiven(String name) {
		JsonNode value = this.json.path(name);
		if (value.isNull()) {
			this.fields.fault(name, this.isNew ? "is required" : "must not be null");
		}
		else if (value.isMissingNode() && this.isNew && this.json.isObject()) {
			this.fields.fault(name, "is required");
		}
		return !value.isNull() && !value.isMissingNode();
	}

}
