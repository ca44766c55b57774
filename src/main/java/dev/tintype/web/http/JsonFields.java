package dev.tintype.web.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import dev.tintype.support.ClosestName;
import dev.tintype.support.Texts;
import dev.tintype.web.http.ProblemException.Fault;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a JSON object one by one. It collects all faults, so that a client
 * learns of them at once.
 */
public final class JsonFields {

	private final JsonNode node;

	private final String pointer;

	private final List<Fault> faults;

	/**
	 * Creates a reader of the fields of a node.
	 * @param node a JSON object; anything else is a fault
	 * @param pointer the node's JSON pointer, empty for the whole body
	 */
	public JsonFields(JsonNode node, String pointer) {
		this(node, pointer, new ArrayList<>());
	}

	private JsonFields(JsonNode node, String pointer, List<Fault> faults) {
		this.node = node;
		this.pointer = pointer;
		this.faults = faults;
		if (!node.isObject()) {
			fault(null, "must be a JSON object");
		}
	}

	/**
	 * Reads a required text.
	 * @param min the fewest characters
	 * @param max the most characters
	 * @return the text, or an empty text if it is a fault
	 */
	public String text(String name, int min, int max) {
		String text = optionalText(name, min, max);
		if (this.node.isObject() && value(name) == null) {
			fault(name, "is required");
		}
		return (text != null) ? text : "";
	}

	/**
	 * Reads a text that may be absent or null.
	 * @param min the fewest characters
	 * @param max the most characters
	 * @return null if it is absent or a fault
	 */
	public @Nullable String optionalText(String name, int min, int max) {
		JsonNode value = value(name);
		if (value == null) {
			return null;
		}
		String fault = value.isString() ? Texts.fault(value.stringValue(), min, max) : "must be a string";
		if (fault != null) {
			fault(name, fault);
			return null;
		}
		return value.stringValue();
	}

	/**
	 * Reads a word of a list, which may be absent or null.
	 * @param words the allowed words
	 * @return null if it is absent or a fault
	 */
	public @Nullable String optionalWord(String name, List<String> words) {
		String word = optionalText(name, 0, Texts.NAME_LENGTH);
		if (word != null && !words.contains(word)) {
			fault(name, "must be one of " + String.join(", ", words));
			return null;
		}
		return word;
	}

	/**
	 * Reads a boolean that may be absent or null.
	 * @param absent the value of an absent field
	 * @return the value
	 */
	public boolean flag(String name, boolean absent) {
		JsonNode value = value(name);
		if (value != null && !value.isBoolean()) {
			fault(name, "must be true or false");
		}
		return (value != null) ? value.asBoolean(absent) : absent;
	}

	/**
	 * Reads a boolean that may be absent or null.
	 * @return null if it is absent or a fault
	 */
	public @Nullable Boolean optionalFlag(String name) {
		boolean flag = flag(name, false);
		JsonNode value = value(name);
		return (value != null && value.isBoolean()) ? Boolean.valueOf(flag) : null;
	}

	/**
	 * Reads an object that may be absent or null.
	 * @return a reader that adds its faults to this one, null if it is absent or a fault
	 */
	public @Nullable JsonFields optionalObject(String name) {
		JsonNode value = value(name);
		if (value == null) {
			return null;
		}
		JsonFields inner = new JsonFields(value, this.pointer + "/" + name, this.faults);
		return value.isObject() ? inner : null;
	}

	/**
	 * Reads a number that may be absent or null.
	 * @param min the smallest allowed value
	 * @param max the greatest allowed value
	 * @return null if it is absent or a fault
	 */
	public @Nullable Double optionalDecimal(String name, long min, long max) {
		JsonNode value = value(name);
		double number = (value != null) ? value.doubleValue(Double.NaN) : min;
		if (!(number >= min && number <= max)) {
			fault(name, "must be a number from " + min + " to " + max);
			return null;
		}
		return (value != null) ? number : null;
	}

	/**
	 * Reads a whole number that may be absent or null.
	 * @param min the smallest allowed value
	 * @param max the greatest allowed value
	 * @return null if it is absent or a fault
	 */
	public @Nullable Integer optionalInteger(String name, int min, int max) {
		JsonNode value = value(name);
		if (value != null && (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min
				|| value.intValue() > max)) {
			fault(name, "must be a whole number from " + min + " to " + max);
			return null;
		}
		return (value != null) ? value.intValue() : null;
	}

	/**
	 * Reads an array of texts, which may be absent or null.
	 * @param most the most texts
	 * @param max the most characters of each text
	 * @return the texts in order, none if it is absent or a fault
	 */
	public List<String> optionalTexts(String name, int most, int max) {
		JsonNode value = value(name);
		if (value == null || !value.isArray() || value.size() > most) {
			if (value != null) {
				fault(name, "must be an array of at most " + most + " strings");
			}
			return List.of();
		}
		List<String> texts = new ArrayList<>();
		for (int i = 0; i < value.size(); i++) {
			JsonNode item = value.get(i);
			String fault = item.isString() ? Texts.fault(item.stringValue(), 1, max) : "must be a string";
			if (fault != null) {
				fault(name + "/" + i, fault);
			}
			texts.add(item.asString(""));
		}
		return texts;
	}

	/**
	 * Reports each field that has another name.
	 * @param names the known names
	 * @param what what a known name stands for, such as "a filter"
	 */
	public void onlyKnown(Collection<String> names, String what) {
		for (String name : this.node.propertyNames()) {
			if (!names.contains(name)) {
				fault(name, "is not " + what + "." + ClosestName.question(name, names));
			}
		}
	}

	/**
	 * Reports a field that must be there.
	 * @param found what a method for an optional field has returned
	 */
	public void required(String name, @Nullable Object found) {
		if (found == null && value(name) == null) {
			fault(name, "is required");
		}
	}

	/**
	 * Reads a whole number from 0, which may be absent or null.
	 * @return null if it is absent or a fault
	 */
	public @Nullable Long optionalCount(String name) {
		JsonNode value = value(name);
		if (value != null && (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0)) {
			fault(name, "must be a whole number from 0");
			return null;
		}
		return (value != null) ? value.longValue() : null;
	}

	/**
	 * Reads a required array.
	 * @param max the most items. More throw a problem of type
	 * {@link ProblemType#TOO_LARGE} at once
	 * @return its items, none if it is a fault
	 */
	public List<JsonNode> items(String name, int max) {
		return items(name, max, " Send the rest in further requests, or all as application/x-ndjson where it is read.");
	}

	/**
	 * Reads a required array that a stream cannot replace, as {@link #items} does.
	 * @return its items
	 */
	public List<JsonNode> values(String name, int max) {
		return items(name, max, "");
	}

	private List<JsonNode> items(String name, int max, String advice) {
		JsonNode value = value(name);
		if (value == null || !value.isArray()) {
			fault(name, (value != null) ? "must be an array" : "is required");
			return List.of();
		}
		if (value.size() > max) {
			throw new ProblemException(ProblemType.TOO_LARGE,
					"\"" + name + "\" holds " + value.size() + " items; the limit is " + max + "." + advice);
		}
		return new ArrayList<>(value.asArray().elements());
	}

	/**
	 * Ends the reading of a body.
	 * @throws ProblemException of type {@link ProblemType#INVALID_REQUEST} if there was
	 * any fault
	 */
	public void check() {
		if (!this.faults.isEmpty()) {
			Fault first = this.faults.get(0);
			String at = first.pointer().isEmpty() ? "The body " : first.pointer() + " ";
			throw new ProblemException(ProblemType.INVALID_REQUEST, at + first.detail()).with("errors",
					List.copyOf(this.faults));
		}
	}

	/**
	 * Returns the first fault of an item of a batch, because one item does not fail the
	 * whole batch.
	 * @return a short sentence, or null if there is no fault
	 */
	public @Nullable String fault() {
		if (this.faults.isEmpty()) {
			return null;
		}
		Fault first = this.faults.get(0);
		String name = first.pointer().substring(this.pointer.length());
		return name.isEmpty() ? first.detail() : name.substring(1) + " " + first.detail();
	}

	/**
	 * Adds a fault that the caller found.
	 * @param name the field's name, null for the object itself
	 * @param detail what is wrong with it
	 */
	public void fault(@Nullable String name, String detail) {
		this.faults.add(new Fault((name != null) ? this.pointer + "/" + name : this.pointer, detail));
	}

	/**
	 * Adds the faults of an object inside this one.
	 */
	public void addFaultsOf(JsonFields inner) {
		this.faults.addAll(inner.faults);
	}

	private @Nullable JsonNode value(String name) {
		JsonNode value = this.node.get(name);
		return (value == null || value.isNull()) ? null : value;
	}

}
