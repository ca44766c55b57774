package dev.tintype.caption.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;

import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads one JSON object in each line. A line that is not one is invalid, and the others
 * are read all the same; only the first must be an object.
 */
final class JsonLinesReader implements RowReader {

	private static final int BOM_BYTES = 3;

	private final InputStream in;

	private final byte[] buffer = new byte[1 << 16];

	private int at;

	private int end;

	private long number;

	private boolean begun;

	JsonLinesReader(InputStream in) {
		this.in = in;
	}

	@Override
	public @Nullable ImportedRow next() throws IOException {
		byte[] line = line();
		while (line != null && line.length == 0) {
			line = line();
		}
		if (line == null) {
			return null;
		}
		ImportedRow row = row(line);
		if (!this.begun && row.fault() != null && row.fault().startsWith("Line")) {
			throw RowReader.broken("is not jsonl: its first line is not a JSON object");
		}
		this.begun = true;
		return row;
	}

	private ImportedRow row(byte[] line) {
		if (line.length > ROW_BYTES) {
			return ImportedRow.invalid(this.number, null, "is longer than " + ROW_BYTES + " bytes, the limit of a row");
		}
		try {
			JsonNode json = Json.readLine(line, this.number);
			if (!json.isObject()) {
				return ImportedRow.invalid(this.number, null, "Line " + this.number + " is not a JSON object.");
			}
			String text = ImportedRow.field(json, "text");
			return ImportedRow
				.of(this.number, ImportedRow.field(json, "image_id"), ImportedRow.field(json, "file_name"),
						(text != null) ? text : ImportedRow.field(json, "caption"), ImportedRow.field(json, "model"))
				.saved(json.path("current").asString(""), ImportedRow.field(json, "created_at"));
		}
		catch (ProblemException ex) {
			return ImportedRow.invalid(this.number, null,
					Objects.requireNonNullElse(ex.getBody().getDetail(), "is not JSON"));
		}
	}

	// A longer line than a row is cut off, so that it takes little memory.
	private byte @Nullable [] line() throws IOException {
		ByteArrayOutputStream line = new ByteArrayOutputStream();
		boolean any = false;
		while (this.at < this.end || fill()) {
			any = true;
			int start = this.at;
			while (this.at < this.end && this.buffer[this.at] != '\n') {
				this.at++;
			}
			line.write(this.buffer, start, Math.min(this.at - start, ROW_BYTES + 1 - line.size()));
			if (this.at < this.end) {
				this.at++;
				break;
			}
		}
		this.number++;
		return any ? trimmed(line.toByteArray()) : null;
	}

	private byte[] trimmed(byte[] line) {
		int from = (this.number == 1 && line.length >= BOM_BYTES && line[0] == (byte) 0xef && line[1] == (byte) 0xbb
				&& line[2] == (byte) 0xbf) ? BOM_BYTES : 0;
		int to = line.length;
		while (to > from && (line[to - 1] == '\r' || line[to - 1] == ' ' || line[to - 1] == '\t')) {
			to--;
		}
		return (from == 0 && to == line.length) ? line : Arrays.copyOfRange(line, from, to);
	}

	private boolean fill() throws IOException {
		this.at = 0;
		this.end = Math.max(0, this.in.read(this.buffer));
		return this.end > 0;
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

}
