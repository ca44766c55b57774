package dev.tintype.caption.load;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import dev.tintype.web.csv.Csv;
import dev.tintype.web.http.ProblemException;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table. Its header names the columns: {@code text} or {@code caption}, and
 * {@code image_id} or {@code file_name}.
 */
final class CsvReader implements RowReader {

	private static final String ENCODING = "is not valid UTF-8 near line ";

	private final BoundedReader in;

	private final CSVParser parser;

	private final Iterator<CSVRecord> records;

	private final int fields;

	private final Map<String, Integer> columns = new HashMap<>();

	CsvReader(InputStream bytes) throws IOException {
		// A new decoder reports malformed bytes.
		this.in = new BoundedReader(
				new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder())));
		try {
			this.in.skipBom();
		}
		catch (CharacterCodingException ex) {
			close();
			throw RowReader.broken(ENCODING + 1);
		}
		this.parser = CSVParser.builder().setReader(this.in).setFormat(Csv.FORMAT).get();
		this.records = this.parser.iterator();
		CSVRecord header = read();
		this.fields = (header != null) ? header.size() : 0;
		for (int i = 0; i < this.fields; i++) {
			this.columns.putIfAbsent(Objects.requireNonNull(header).get(i).strip().toLowerCase(Locale.ROOT), i);
		}
		boolean named = this.columns.containsKey("image_id") || this.columns.containsKey("file_name");
		if (!named || !(this.columns.containsKey("text") || this.columns.containsKey("caption"))) {
			close();
			throw RowReader.broken("has no header: the first row of CSV names its columns,"
					+ " and needs text, and image_id or file_name");
		}
	}

	@Override
	public @Nullable ImportedRow next() throws IOException {
		CSVRecord row = read();
		while (row != null && row.size() == 1 && row.get(0).isEmpty()) {
			row = read();
		}
		if (row == null) {
			return null;
		}
		// A file that is cut short may end within a text without quotes.
		if (row.size() < this.fields) {
			return ImportedRow.invalid(row.getRecordNumber(), field(row, "file_name"),
					"has fewer fields than the first row");
		}
		String text = field(row, "text");
		return ImportedRow
			.of(row.getRecordNumber(), field(row, "image_id"), field(row, "file_name"),
					(text != null) ? text : field(row, "caption"), field(row, "model"))
			.saved(field(row, "current"), field(row, "created_at"));
	}

	private @Nullable String field(CSVRecord row, String name) {
		Integer column = this.columns.get(name);
		return (column != null && column < row.size()) ? Csv.original(row.get(column)) : null;
	}

	private @Nullable CSVRecord read() {
		this.in.begin();
		try {
			return this.records.hasNext() ? this.records.next() : null;
		}
		catch (UncheckedIOException ex) {
			long line = this.parser.getCurrentLineNumber();
			if (ex.getCause() instanceof ProblemIn problem) {
				throw problem.problem();
			}
			String what = (ex.getCause() instanceof CharacterCodingException) ? ENCODING + line
					: "is not CSV, or cut short, near line " + line;
			throw RowReader.broken(what);
		}
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

	/** Carries a problem through the parser. */
	private static final class ProblemIn extends IOException {

		private static final long serialVersionUID = 1L;

		private final transient ProblemException problem;

		ProblemIn(ProblemException problem) {
			super(problem);
			this.problem = problem;
		}

		ProblemException problem() {
			return this.problem;
		}

	}

	/**
	 * Refuses a record that never ends, because the parser holds it in memory.
	 */
	private static final class BoundedReader extends FilterReader {

		/** More than any valid record, and more than the parser reads ahead. */
		private static final int MOST = 8 << 20;

		private int left = MOST;

		BoundedReader(Reader in) {
			super(in);
		}

		void skipBom() throws IOException {
			this.in.mark(1);
			if (this.in.read() != Csv.BOM.charAt(0)) {
				this.in.reset();
			}
		}

		void begin() {
			this.left = MOST;
		}

		@Override
		public int read() throws IOException {
			char[] one = new char[1];
			return (read(one, 0, 1) < 0) ? -1 : one[0];
		}

		@Override
		public int read(char[] chars, int from, int length) throws IOException {
			int read = super.read(chars, from, length);
			this.left -= Math.max(0, read);
			if (this.left < 0) {
				throw new ProblemIn(RowReader.broken("has a row of more than " + MOST + " characters"));
			}
			return read;
		}

	}

}
