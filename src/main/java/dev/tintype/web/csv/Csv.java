package dev.tintype.web.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as CSV (RFC 4180). A text that a spreadsheet would take for a formula gets
 * a leading apostrophe, as OWASP advises ("CSV Injection").
 */
public final class Csv {

	/** The format of all CSV. */
	public static final CSVFormat FORMAT = CSVFormat.RFC4180;

	/** By this first character a spreadsheet recognises UTF-8. */
	public static final String BOM = "\uFEFF";

	private static final String FORMULA = "=+-@\t\r\n";

	private Csv() {
	}

	/**
	 * Writes rows.
	 * @param bom whether they follow a byte order mark
	 * @param rows with fields that are numbers, words of the service, or texts from
	 * {@link #text}; null is an empty field
	 * @return UTF-8, each row ended by CR and LF
	 */
	public static byte[] rows(boolean bom, List<? extends List<?>> rows) {
		StringBuilder csv = new StringBuilder(bom ? BOM : "");
		try (CSVPrinter printer = new CSVPrinter(csv, FORMAT)) {
			for (List<?> row : rows) {
				printer.printRecord(row);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return csv.toString().getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Neutralises a text of a client. A text that already has apostrophes before its
	 * formula gets one more, so that {@link #original} can remove one.
	 * @param value the stored text, or null for an empty field
	 * @return the same text, with an apostrophe if it is a formula
	 */
	public static @Nullable String text(@Nullable String value) {
		return (value != null && isFormula(value, 0)) ? "'" + value : value;
	}

	/**
	 * Reverses {@link #text}.
	 * @param field of a row
	 * @return the stored text
	 */
	public static String original(String field) {
		return (field.startsWith("'") && isFormula(field, 1)) ? field.substring(1) : field;
	}

	private static boolean isFormula(String text, int from) {
		int start = from;
		while (start < text.length() && text.charAt(start) == '\'') {
			start++;
		}
		return start < text.length() && FORMULA.indexOf(text.charAt(start)) >= 0;
	}

}
