package dev.tintype.caption.load;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.caption.file.ImageName;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A row of a file of captions.
 *
 * @param number of the row, from 1: the line, the record, or the place in the file
 * @param imageId the image's id as the file has it, or null
 * @param fileName the name of the image, or null
 * @param stem whether the name has no suffix of a picture
 * @param text the caption, empty if the row has a fault
 * @param model that wrote it, or null
 * @param createdAt when it was saved, if it was not current when it was exported;
 * otherwise null
 * @param fault what is wrong with the row, null if it is valid
 */
record ImportedRow(long number, @Nullable String imageId, @Nullable String fileName, boolean stem, String text,
		@Nullable String model, @Nullable Instant createdAt, @Nullable String fault) {

	private static final int NAME_LENGTH = 2_000;

	/**
	 * Checks the fields of a row.
	 * @param text null if the row has none
	 */
	static ImportedRow of(long number, @Nullable String imageId, @Nullable String fileName, @Nullable String text,
			@Nullable String model) {
		String name = (fileName == null || fileName.isEmpty()) ? null : plain(fileName);
		String id = (imageId == null || imageId.isEmpty()) ? null : imageId;
		String fault = fault(id, name, text, model);
		return new ImportedRow(number, shown(id), shown(name), false,
				(fault != null) ? "" : Objects.requireNonNull(text), (model == null || model.isEmpty()) ? null : model,
				null, fault);
	}

	/**
	 * Creates a row that cannot be read.
	 */
	static ImportedRow invalid(long number, @Nullable String name, String fault) {
		return new ImportedRow(number, null, shown(name), false, "", null, null, fault);
	}

	private static @Nullable String fault(@Nullable String id, @Nullable String name, @Nullable String text,
			@Nullable String model) {
		if (id == null && name == null) {
			return "names no image: it needs image_id or file_name";
		}
		if (text == null) {
			return "has no text";
		}
		String named = (name != null) ? nameFault(name) : null;
		if (named != null) {
			return "file_name " + named;
		}
		String own = Texts.fault(text, 1, Texts.TEXT_LENGTH);
		if (own != null) {
			return "text " + own;
		}
		String models = (model != null) ? Texts.fault(model, 0, Texts.NAME_LENGTH) : null;
		return (models != null) ? "model " + models : null;
	}

	private static @Nullable String nameFault(String name) {
		String fault = Texts.fault(name, 1, NAME_LENGTH);
		if (fault == null && ("/" + name + "/").contains("/../")) {
			return "must not lead out of its folder";
		}
		return fault;
	}

	// Scripts often write "./a.jpg".
	private static String plain(String name) {
		String plain = name;
		while (plain.startsWith("./")) {
			plain = plain.substring(2);
		}
		return plain;
	}

	private static @Nullable String shown(@Nullable String text) {
		return (text != null && text.length() > NAME_LENGTH) ? text.substring(0, NAME_LENGTH) : text;
	}

	/**
	 * Marks the row as one of the history, if it says so.
	 * @param current {@code false} for a caption that was not current
	 */
	ImportedRow saved(@Nullable String current, @Nullable String at) {
		if (!"false".equals(current) || at == null) {
			return this;
		}
		try {
			return new ImportedRow(this.number, this.imageId, this.fileName, this.stem, this.text, this.model,
					Instant.parse(at), this.fault);
		}
		catch (DateTimeParseException ex) {
			return this;
		}
	}

	/**
	 * Marks the name as one without the suffix of a picture.
	 */
	ImportedRow withStem() {
		return new ImportedRow(this.number, this.imageId, this.fileName, true, this.text, this.model, this.createdAt,
				this.fault);
	}

	/**
	 * The id of the image.
	 * @return null if the row has none, or a text that is not an id
	 */
	@Nullable UUID id() {
		return (this.imageId != null) ? Ids.parse(this.imageId) : null;
	}

	/**
	 * The id in a name that an export has given to an image without a path.
	 */
	@Nullable UUID nameId() {
		return (this.fileName != null) ? ImageName.id(this.fileName) : null;
	}

	/**
	 * Reads a field of JSON.
	 * @return null if it is absent or not a text
	 */
	static @Nullable String field(JsonNode json, String name) {
		JsonNode value = json.path(name);
		return value.isString() ? value.stringValue() : null;
	}

}
