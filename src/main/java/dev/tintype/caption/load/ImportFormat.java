package dev.tintype.caption.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The formats of an import.
 */
enum ImportFormat {

	/** One JSON object in each line. */
	JSONL,

	/** A table with a header. */
	CSV,

	/** COCO captions. */
	COCO,

	/** An object with a field for each image. */
	KOHYA_JSON,

	/** A ZIP of text files. */
	KOHYA;

	/** The words of all formats. */
	static final List<String> WORDS = Arrays.stream(values()).map(ImportFormat::word).toList();

	static ImportFormat of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Reads a file of this format.
	 * @param input opens the file, perhaps more than once
	 * @param scratch a file that does not exist yet, and that closing deletes again
	 */
	RowReader open(Input input, Path scratch) throws IOException {
		return switch (this) {
			case JSONL -> new JsonLinesReader(input.open());
			case CSV -> new CsvReader(input.open());
			case COCO -> new CocoReader(input, scratch);
			case KOHYA_JSON -> new KohyaJsonReader(input.open());
			case KOHYA -> new KohyaZipReader(input.open());
		};
	}

	/**
	 * Opens the file of an import.
	 */
	@FunctionalInterface
	interface Input {

		InputStream open() throws IOException;

	}

}
