package dev.tintype.operation.copy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Converts arrays of texts to PostgreSQL's literals, such as
 * <code>{"a","b,c",NULL}</code>, and back.
 *
 * @see <a href= "https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO">Array
 * input and output syntax</a>
 */
final class TextArray {

	private final String literal;

	private int position;

	private TextArray(String literal) {
		this.literal = literal;
	}

	/**
	 * Writes a literal. All elements are quoted, so none needs a closer look.
	 * @return the literal of one dimension
	 */
	static String literal(@Nullable Object[] elements) {
		StringBuilder literal = new StringBuilder("{");
		for (Object element : elements) {
			if (literal.length() > 1) {
				literal.append(',');
			}
			if (element == null) {
				literal.append("NULL");
			}
			else {
				literal.append('"').append(element.toString().replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
			}
		}
		return literal.append('}').toString();
	}

	/**
	 * Reads what {@link #literal} or PostgreSQL has written.
	 * @return the elements, in order
	 * @throws IOException when the array has several dimensions or another first index
	 */
	static @Nullable Object[] elements(String literal) throws IOException {
		return new TextArray(literal).elements().toArray();
	}

	private List<@Nullable Object> elements() throws IOException {
		List<@Nullable Object> elements = new ArrayList<>();
		expect('{');
		while (peek() != '}') {
			if (!elements.isEmpty()) {
				expect(',');
			}
			elements.add((peek() == '"') ? quoted() : plain());
		}
		expect('}');
		if (this.position != this.literal.length()) {
			throw fault();
		}
		return elements;
	}

	private String quoted() throws IOException {
		StringBuilder text = new StringBuilder();
		expect('"');
		while (peek() != '"') {
			if (peek() == '\\') {
				this.position++;
			}
			text.append(peek());
			this.position++;
		}
		expect('"');
		return text.toString();
	}

	private @Nullable String plain() throws IOException {
		int from = this.position;
		while (peek() != ',' && peek() != '}') {
			if (peek() == '{' || peek() == '"' || peek() == '\\') {
				throw fault();
			}
			this.position++;
		}
		String text = this.literal.substring(from, this.position);
		return text.equals("NULL") ? null : text;
	}

	private char peek() throws IOException {
		if (this.position >= this.literal.length()) {
			throw fault();
		}
		return this.literal.charAt(this.position);
	}

	private void expect(char c) throws IOException {
		if (peek() != c) {
			throw fault();
		}
		this.position++;
	}

	private IOException fault() {
		return new IOException("H2 cannot store this array of texts: " + this.literal);
	}

}
