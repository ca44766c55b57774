package dev.tintype.imaging.embed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import dev.tintype.imaging.xmp.EmbeddedFields;
import org.jspecify.annotations.Nullable;

/**
 * Sets three tags in the first directory of EXIF. The new directory is appended to the
 * block, so that no other byte moves: notes of makers refer to places in the block, and
 * nobody knows all of these references.
 */
final class ExifTags {

	/** What a JPEG segment holds after its length and the name of EXIF. */
	private static final int LONGEST = 65_535 - 2 - 6;

	private static final int DESCRIPTION = 0x010E;

	private static final int RATING = 0x4746;

	private static final int KEYWORDS = 0x9C9E;

	private static final int BYTE = 1;

	private static final int ASCII = 2;

	private static final int SHORT = 3;

	private static final byte[] EMPTY_BLOCK = { 'M', 'M', 0, 42, 0, 0, 0, 8 };

	private ExifTags() {
	}

	/**
	 * Makes a block.
	 * @return empty if no tag has a value
	 */
	static byte[] create(EmbeddedFields fields) {
		ExifDirectory empty = new ExifDirectory(EMPTY_BLOCK, ByteOrder.BIG_ENDIAN, new TreeMap<>(), 0, 8);
		Map<Integer, ExifDirectory.Value> values = values(fields, ByteOrder.BIG_ENDIAN);
		byte[] block = values.isEmpty() ? new byte[0] : empty.with(values);
		return (block.length <= LONGEST) ? block : new byte[0];
	}

	/**
	 * Changes a block.
	 * @param block a TIFF structure
	 * @param described the description that an earlier embedding may have written; null
	 * if there is none
	 * @return null if the block must stay as it is: it has these values, is malformed, or
	 * would become too long
	 */
	static byte @Nullable [] change(byte[] block, EmbeddedFields fields, @Nullable String described) {
		ExifDirectory directory = ExifDirectory.of(block);
		if (directory == null) {
			return null;
		}
		Map<Integer, ExifDirectory.Value> wanted = values(fields, directory.order());
		ExifDirectory.Value description = directory.values().get(DESCRIPTION);
		// The words of a camera stay; those of an earlier embedding do not.
		if (!wanted.containsKey(DESCRIPTION) && description != null && !isText(description, described)) {
			wanted.put(DESCRIPTION, description);
		}
		Map<Integer, ExifDirectory.Value> values = new TreeMap<>(directory.values());
		values.keySet().removeAll(List.of(DESCRIPTION, RATING, KEYWORDS));
		values.putAll(wanted);
		if (values.equals(directory.values())) {
			return null;
		}
		byte[] changed = directory.without(DESCRIPTION, KEYWORDS).with(values);
		return (changed.length <= LONGEST) ? changed : null;
	}

	private static boolean isText(ExifDirectory.Value value, @Nullable String text) {
		return text != null && Arrays.equals(value.bytes(), text(text).bytes());
	}

	private static Map<Integer, ExifDirectory.Value> values(EmbeddedFields fields, ByteOrder order) {
		Map<Integer, ExifDirectory.Value> values = new TreeMap<>();
		String description = fields.description();
		if (description != null && !description.isBlank()) {
			values.put(DESCRIPTION, text(description));
		}
		if (fields.rating() >= 1 && fields.rating() <= 5) {
			byte[] number = ByteBuffer.allocate(2).order(order).putShort((short) fields.rating()).array();
			values.put(RATING, new ExifDirectory.Value(SHORT, 1, number));
		}
		if (!fields.keywords().isEmpty()) {
			String keywords = fields.keywords()
				.stream()
				.map((keyword) -> keyword.substring(keyword.lastIndexOf('/') + 1).replace(';', ','))
				.distinct()
				.collect(Collectors.joining(";"));
			byte[] bytes = (keywords + "\0").getBytes(StandardCharsets.UTF_16LE);
			values.put(KEYWORDS, new ExifDirectory.Value(BYTE, bytes.length, bytes));
		}
		return values;
	}

	private static ExifDirectory.Value text(String text) {
		byte[] bytes = (text.replace("\0", "") + "\0").getBytes(StandardCharsets.UTF_8);
		return new ExifDirectory.Value(ASCII, bytes.length, bytes);
	}

}
