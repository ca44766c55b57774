package dev.tintype.caption.export;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.springframework.http.MediaType;

/**
 * The formats of an export.
 */
enum ExportFormat {

	/** The {@code metadata.jsonl} of Hugging Face's ImageFolder. */
	JSONL("metadata.jsonl", MediaType.APPLICATION_NDJSON_VALUE, true),

	/** A table. */
	CSV("captions.csv", "text/csv;charset=UTF-8;header=present", true),

	/** COCO captions. */
	COCO("captions.json", MediaType.APPLICATION_JSON_VALUE, true),

	/** A ZIP of text files, as the scripts of kohya-ss read them beside the images. */
	KOHYA("captions.zip", "application/zip", false),

	/** The {@code meta_cap.json} of kohya-ss. */
	KOHYA_JSON("meta_cap.json", MediaType.APPLICATION_JSON_VALUE, false),

	/** A tar with images and captions, for the library webdataset. */
	WEBDATASET("captions.tar", "application/x-tar", false);

	/** The words of all formats. */
	static final List<String> WORDS = Arrays.stream(values()).map(ExportFormat::word).toList();

	private final String filename;

	private final String type;

	private final boolean many;

	ExportFormat(String filename, String type, boolean many) {
		this.filename = filename;
		this.type = type;
		this.many = many;
	}

	static ExportFormat of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

	String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	String filename() {
		return this.filename;
	}

	String type() {
		return this.type;
	}

	/**
	 * Whether an image may have several captions.
	 */
	boolean holdsMany() {
		return this.many;
	}

}
