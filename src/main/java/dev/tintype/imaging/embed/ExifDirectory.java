package dev.tintype.imaging.embed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The first directory of a TIFF structure (TIFF 6.0, section 2).
 *
 * @param block the whole structure
 * @param order of its numbers
 * @param values by tag
 * @param next offset of the next directory; 0 if there is none
 * @param end where a new directory may begin: at the end of the block
 */
record ExifDirectory(byte[] block, ByteOrder order, Map<Integer, Value> values, int next, int end) {

	private static final int ENTRY = 12;

	private static final int INLINE = 4;

	private static final int EXIF = 0x8769;

	private static final int INTEROPERABILITY = 0xA005;

	private static final int[] SIZES = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4 };

	/**
	 * Reads a block.
	 * @return null if it is malformed
	 */
	static @Nullable ExifDirectory of(byte[] block) {
		ByteBuffer bytes = ByteBuffer.wrap(block);
		if (block.length < 14 || (block[0] != 'I' && block[0] != 'M') || block[1] != block[0]) {
			return null;
		}
		bytes.order((block[0] == 'I') ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
		int at = bytes.getInt(4);
		if (bytes.getShort(2) != 42 || at < 8 || at > block.length - 2) {
			return null;
		}
		int count = bytes.getShort(at) & 0xFFFF;
		if (count == 0 || (long) at + length(count) > block.length) {
			return null;
		}
		Map<Integer, Value> values = new TreeMap<>();
		for (int i = 0; i < count; i++) {
			int entry = at + 2 + i * ENTRY;
			Value value = value(bytes, entry);
			if (value == null || values.put(bytes.getShort(entry) & 0xFFFF, value) != null) {
				return null;
			}
		}
		int next = bytes.getInt(at + 2 + count * ENTRY);
		if (next == at || isLoop(bytes, values.get(EXIF), at)) {
			return null;
		}
		return new ExifDirectory(block, bytes.order(), values, next, block.length);
	}

	// A directory that refers back would show its old values beside the new ones.
	private static boolean isLoop(ByteBuffer bytes, @Nullable Value pointer, int first) {
		if (pointer == null || pointer.bytes().length != Integer.BYTES) {
			return false;
		}
		int at = ByteBuffer.wrap(pointer.bytes()).order(bytes.order()).getInt();
		if (at < 0 || at > bytes.capacity() - 2) {
			return true;
		}
		int count = bytes.getShort(at) & 0xFFFF;
		for (int i = 0; i < count && at + 2 + (i + 1) * ENTRY <= bytes.capacity(); i++) {
			int entry = at + 2 + i * ENTRY;
			if ((bytes.getShort(entry) & 0xFFFF) == INTEROPERABILITY && bytes.getInt(entry + 8) == first) {
				return true;
			}
		}
		return at == first;
	}

	private static @Nullable Value value(ByteBuffer bytes, int entry) {
		int type = bytes.getShort(entry + 2) & 0xFFFF;
		long count = bytes.getInt(entry + 4) & 0xFFFF_FFFFL;
		if (type == 0 || type >= SIZES.length) {
			return null;
		}
		long length = count * SIZES[type];
		long from = (length <= INLINE) ? entry + 8 : bytes.getInt(entry + 8) & 0xFFFF_FFFFL;
		if (from + length > bytes.capacity()) {
			return null;
		}
		// The four bytes of an entry are copied as they are, whatever their type.
		byte[] data = Arrays.copyOfRange(bytes.array(), (int) from, (int) (from + length));
		byte[] field = Arrays.copyOfRange(bytes.array(), entry + 8, entry + ENTRY);
		return new Value(type, count, data, (length <= INLINE) ? -1 : (int) from, field);
	}

	private static int length(int count) {
		return 2 + count * ENTRY + 4;
	}

	/**
	 * Leaves out the directory if nothing but this directory and the values of some tags
	 * is at the end of the block, as an earlier embedding has left it.
	 * @param tags in ascending order
	 * @return this directory, which may end earlier
	 */
	ExifDirectory without(int... tags) {
		int at = ByteBuffer.wrap(this.block).order(this.order).getInt(4);
		int covered = at + length(this.values.size());
		for (int tag : tags) {
			Value value = this.values.get(tag);
			if (value != null && value.at() == covered) {
				covered = even(covered + value.bytes().length);
			}
		}
		boolean own = this.values.entrySet()
			.stream()
			.allMatch((value) -> Arrays.binarySearch(tags, value.getKey()) >= 0
					|| value.getValue().at() + value.getValue().bytes().length <= at);
		return (own && covered == this.block.length)
				? new ExifDirectory(this.block, this.order, this.values, this.next, at) : this;
	}

	/**
	 * Appends a directory.
	 * @param entries its values; those that this directory has already stay in their
	 * place
	 * @return the whole structure
	 */
	byte[] with(Map<Integer, Value> entries) {
		int at = even(this.end);
		int dataAt = at + length(entries.size());
		int size = dataAt;
		for (Value value : entries.values()) {
			size += isNew(value) ? even(value.bytes().length) : 0;
		}
		ByteBuffer result = ByteBuffer.allocate(size).order(this.order);
		result.put(this.block, 0, this.end).putInt(4, at).position(at);
		result.putShort((short) entries.size());
		for (Map.Entry<Integer, Value> entry : entries.entrySet()) {
			Value value = entry.getValue();
			result.putShort(entry.getKey().shortValue()).putShort((short) value.type()).putInt((int) value.count());
			if (isNew(value)) {
				result.putInt(dataAt).put(dataAt, value.bytes());
				dataAt += even(value.bytes().length);
			}
			else {
				result.put(value.field());
			}
		}
		return result.putInt(this.next).array();
	}

	// A value that is beyond the end would be lost.
	private boolean isNew(Value value) {
		return value.bytes().length > INLINE && (value.at() < 0 || value.at() >= this.end);
	}

	private static int even(int offset) {
		return offset + (offset & 1);
	}

	/**
	 * A value.
	 *
	 * @param type of the numbers
	 * @param count how many
	 * @param bytes the numbers, in the order of the block
	 * @param at offset in the block; -1 for a value that is in its entry or is new
	 * @param field the last four bytes of its entry: the value, or its offset
	 */
	record Value(int type, long count, byte[] bytes, int at, byte[] field) {

		Value(int type, int count, byte[] bytes) {
			this(type, count, bytes, -1, Arrays.copyOf(bytes, INLINE));
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Value value && this.type == value.type && this.count == value.count
					&& Arrays.equals(this.bytes, value.bytes);
		}

		@Override
		public int hashCode() {
			return Arrays.hashCode(this.bytes);
		}

	}

}
