package dev.tintype.image.registry;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.JsonBytes;
import dev.tintype.web.ndjson.NdjsonPage;

/**
 * Writes images as the same JSON as {@link Json#MAPPER}, but faster: without reflection
 * and without patterns for times.
 */
final class ImageJson {

	/** The name of each value with the characters before it, in order. */
	static final byte[][] NAMES = names("image_id", "filename", "path", "size", "width", "height", "mime_type",
			"content_hash", "uploaded", "caption", "caption_source", "caption_model", "created_at", "updated_at");

	static final byte[] END = { '}' };

	static final byte[] LINE_END = { '\n' };

	private static final int BYTES = 512;

	private ImageJson() {
	}

	/**
	 * Writes an image as a JSON object.
	 */
	static byte[] of(Image image) {
		JsonBytes json = new JsonBytes(BYTES);
		write(image, json);
		return json.toByteArray();
	}

	/**
	 * Writes a page of a stream.
	 * @param images in order
	 * @param cursor returns an image's cursor
	 */
	static NdjsonPage page(List<Image> images, Function<Image, Cursor> cursor) {
		if (images.isEmpty()) {
			return NdjsonPage.EMPTY;
		}
		JsonBytes lines = new JsonBytes(images.size() * BYTES);
		for (Image image : images) {
			write(image, lines);
			lines.raw(LINE_END);
		}
		return new NdjsonPage(lines.toByteArray(), images.size(), cursor.apply(images.get(images.size() - 1)));
	}

	/**
	 * Writes an image.
	 */
	static void write(Image image, JsonBytes json) {
		json.raw(NAMES[0]).id(image.imageId());
		json.raw(NAMES[1]).text(image.filename());
		json.raw(NAMES[2]).text(image.path());
		json.raw(NAMES[3]).number(image.size());
		json.raw(NAMES[4]).number(image.width());
		json.raw(NAMES[5]).number(image.height());
		json.raw(NAMES[6]).text(image.mimeType());
		json.raw(NAMES[7]).text(image.contentHash());
		json.raw(NAMES[8]).flag(image.uploaded());
		json.raw(NAMES[9]).text(image.caption());
		json.raw(NAMES[10]).text(image.captionSource());
		json.raw(NAMES[11]).text(image.captionModel());
		json.raw(NAMES[12]).moment(image.createdAt());
		json.raw(NAMES[13]).moment(image.updatedAt());
		json.raw(END);
	}

	private static byte[][] names(String... names) {
		byte[][] written = new byte[names.length][];
		for (int i = 0; i < names.length; i++) {
			written[i] = (((i == 0) ? "{" : ",") + '"' + names[i] + "\":").getBytes(StandardCharsets.US_ASCII);
		}
		return written;
	}

}
