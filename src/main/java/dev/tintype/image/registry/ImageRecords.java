package dev.tintype.image.registry;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.data.sql.Records;
import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.JsonBytes;
import dev.tintype.web.ndjson.NdjsonPage;
import org.jspecify.annotations.Nullable;

/**
 * Reads images from the single value in which PostgreSQL returns them, or writes them as
 * NDJSON without an object per value.
 */
final class ImageRecords {

	private static final int BYTES_PER_LINE = 576;

	private ImageRecords() {
	}

	/**
	 * Writes a page.
	 * @param bytes records as {@link ImageSelect} reads them, null for none
	 * @param cursor returns an image's cursor
	 */
	static NdjsonPage page(byte @Nullable [] bytes, Function<Image, Cursor> cursor) {
		if (bytes == null) {
			return NdjsonPage.EMPTY;
		}
		Records records = new Records(bytes);
		JsonBytes lines = new JsonBytes(bytes.length + BYTES_PER_LINE);
		int rows = 0;
		Image last = null;
		while (records.nextRow()) {
			rows++;
			line(records, lines);
			if (records.isLast()) {
				records.again();
				last = image(records);
			}
		}
		return new NdjsonPage(lines.toByteArray(), rows, cursor.apply(Objects.requireNonNull(last)));
	}

	/**
	 * Reads images.
	 * @param bytes records as {@link ImageSelect} reads them, null for none
	 */
	static List<Image> images(byte @Nullable [] bytes) {
		if (bytes == null) {
			return List.of();
		}
		Records records = new Records(bytes);
		List<Image> images = new ArrayList<>();
		while (records.nextRow()) {
			images.add(image(records));
		}
		return images;
	}

	private static void line(Records records, JsonBytes line) {
		UUID id = null;
		long hashed = ImageVersion.NONE;
		long size = -1;
		for (int column = 0; column < ImageJson.NAMES.length; column++) {
			line.raw(ImageJson.NAMES[column]);
			if (column == ImageJson.THUMBNAIL) {
				ImageJson.thumbnail(Objects.requireNonNull(id), version(records, hashed, size), line);
				continue;
			}
			if (!records.next()) {
				line.nothing();
				continue;
			}
			switch (column) {
				case 0 -> {
					id = records.id();
					line.id(id);
				}
				case 3 -> {
					size = records.number();
					line.number(size);
				}
				case 4, 5 -> line.number(records.number());
				case 7 -> {
					hashed = ImageVersion.ofHash(records.bytes(), records.from(), records.length());
					line.text(records.bytes(), records.from(), records.length());
				}
				case 8 -> line.flag(records.flag());
				case 12 -> line.wallTime(records.micros());
				case 13 -> line.colour((int) records.number());
				case 15, 16 -> line.moment(records.micros());
				default -> line.text(records.bytes(), records.from(), records.length());
			}
		}
		line.raw(ImageJson.END).raw(ImageJson.LINE_END);
	}

	// Reads whether the file is an upload, and when it was changed.
	private static long version(Records records, long hashed, long size) {
		records.next();
		boolean stored = records.flag();
		if (!records.next() || stored) {
			return hashed;
		}
		return (size >= 0) ? ImageVersion.ofFile(size, records.micros()) : ImageVersion.NONE;
	}

	private static Image image(Records row) {
		row.next();
		UUID id = row.id();
		String filename = Objects.requireNonNull(text(row));
		String path = text(row);
		Long size = row.next() ? row.number() : null;
		Integer width = row.next() ? (int) row.number() : null;
		Integer height = row.next() ? (int) row.number() : null;
		String mimeType = text(row);
		String contentHash = text(row);
		row.next();
		boolean uploaded = row.flag();
		String caption = text(row);
		String source = text(row);
		String model = text(row);
		String taken = row.next() ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(row.wallTime()) : null;
		String colour = row.next() ? ImageJson.colour((int) row.number()) : null;
		row.next();
		boolean stored = row.flag();
		Instant modified = row.next() ? row.moment() : null;
		row.next();
		Instant created = row.moment();
		row.next();
		Instant updated = row.moment();
		long version = ImageVersion.number(contentHash, size, stored ? null : modified);
		return new Image(id, filename, path, size, width, height, mimeType, contentHash, uploaded, caption, source,
				model, taken, colour, ImageVersion.thumbnailUrl(id, version), created, updated, modified);
	}

	private static @Nullable String text(Records row) {
		row.next();
		return row.text();
	}

}
