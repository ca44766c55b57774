package dev.tintype.imaging.work;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes TIFF files of any depth, sample format and layout, sample by sample.
 */
public final class TiffBytes {

	private static final int ASCII = 2;

	private static final int SHORT = 3;

	private static final int LONG = 4;

	private final int width;

	private final int height;

	private final SortedMap<Integer, long[]> tags = new TreeMap<>();

	private final SortedMap<Integer, String> texts = new TreeMap<>();

	private int bits = 8;

	private int samples = 1;

	private boolean planar;

	private boolean bigEndian;

	private boolean deflated;

	private int tile;

	private int rowsPerStrip;

	private TiffBytes(int width, int height) {
		this.width = width;
		this.height = height;
		this.rowsPerStrip = height;
	}

	/**
	 * A little-endian, uncompressed picture of a single strip.
	 * @param width in pixels
	 * @param height in pixels
	 * @param photometric the value of tag 262
	 * @param samples of each pixel
	 * @param bits of each sample
	 * @return a picture to change and write
	 */
	public static TiffBytes of(int width, int height, int photometric, int samples, int bits) {
		TiffBytes tiff = new TiffBytes(width, height);
		tiff.samples = samples;
		tiff.bits = bits;
		long[] depths = new long[samples];
		Arrays.fill(depths, bits);
		return tiff.tag(256, width)
			.tag(257, height)
			.tag(258, depths)
			.tag(259, 1)
			.tag(262, photometric)
			.tag(277, samples);
	}

	public int photometric() {
		return (int) Objects.requireNonNull(this.tags.get(262))[0];
	}

	public TiffBytes tag(int tag, long... values) {
		this.tags.put(tag, values);
		return this;
	}

	/**
	 * Adds a text tag.
	 * @param tag its number
	 * @param text in ASCII
	 * @return this
	 */
	public TiffBytes text(int tag, String text) {
		this.texts.put(tag, text);
		return tag(tag, (text + "\0").chars().asLongStream().toArray());
	}

	/**
	 * Sets the format of all samples.
	 * @param format 2 for signed integers, 3 for floating point
	 * @return this
	 */
	public TiffBytes format(int format) {
		long[] formats = new long[this.samples];
		Arrays.fill(formats, format);
		return tag(339, formats);
	}

	public TiffBytes planar() {
		this.planar = true;
		return tag(284, 2);
	}

	public TiffBytes bigEndian() {
		this.bigEndian = true;
		return this;
	}

	public TiffBytes deflated() {
		this.deflated = true;
		return tag(259, 8);
	}

	public TiffBytes strips(int rows) {
		this.rowsPerStrip = rows;
		return this;
	}

	public TiffBytes tiles(int side) {
		this.tile = side;
		return tag(322, side).tag(323, side);
	}

	/**
	 * Writes the picture.
	 * @param pixels called once per sample
	 * @return the file
	 */
	public byte[] bytes(Pixels pixels) {
		List<byte[]> parts = parts(pixels);
		long[] offsets = new long[parts.size()];
		long[] lengths = new long[parts.size()];
		int at = 8;
		for (int i = 0; i < offsets.length; i++) {
			offsets[i] = at;
			lengths[i] = parts.get(i).length;
			at += parts.get(i).length + (parts.get(i).length & 1);
		}
		tag((this.tile > 0) ? 324 : 273, offsets);
		tag((this.tile > 0) ? 325 : 279, lengths);
		if (this.tile == 0) {
			tag(278, this.rowsPerStrip);
		}
		ByteBuffer buffer = ByteBuffer.allocate(at + 10_000 + 8 * offsets.length)
			.order(this.bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
		byte order = (byte) (this.bigEndian ? 'M' : 'I');
		buffer.put(order).put(order).putShort((short) 42).putInt(at);
		for (int i = 0; i < offsets.length; i++) {
			buffer.position((int) offsets[i]).put(parts.get(i));
		}
		directory(buffer.position(at));
		byte[] bytes = new byte[buffer.position()];
		buffer.flip().get(bytes);
		return bytes;
	}

	private void directory(ByteBuffer buffer) {
		int behind = buffer.position() + 2 + 12 * this.tags.size() + 4;
		buffer.putShort((short) this.tags.size());
		for (var tag : this.tags.entrySet()) {
			long[] values = tag.getValue();
			boolean offsets = tag.getKey() == 273 || tag.getKey() == 279 || tag.getKey() == 324 || tag.getKey() == 325;
			boolean text = this.texts.containsKey(tag.getKey());
			int type = text ? ASCII : offsets ? LONG : SHORT;
			int size = text ? 1 : offsets ? 4 : 2;
			buffer.putShort(tag.getKey().shortValue()).putShort((short) type).putInt(values.length);
			int next = buffer.position() + 4;
			if (values.length * size > 4) {
				buffer.putInt(behind).position(behind);
			}
			for (long value : values) {
				if (text) {
					buffer.put((byte) value);
				}
				else if (offsets) {
					buffer.putInt((int) value);
				}
				else {
					buffer.putShort((short) value);
				}
			}
			behind = (values.length * size > 4) ? buffer.position() : behind;
			buffer.position(next);
		}
		buffer.putInt(0).position(behind);
	}

	private List<byte[]> parts(Pixels pixels) {
		int across = (this.tile > 0) ? this.tile : this.width;
		int down = (this.tile > 0) ? this.tile : this.rowsPerStrip;
		List<byte[]> parts = new ArrayList<>();
		for (int plane = 0; plane < (this.planar ? this.samples : 1); plane++) {
			for (int y = 0; y < this.height; y += down) {
				for (int x = 0; x < this.width; x += across) {
					int rows = (this.tile > 0) ? down : Math.min(down, this.height - y);
					byte[] part = part(pixels, plane, x, y, across, rows);
					parts.add(this.deflated ? PictureBytes.deflate(part) : part);
				}
			}
		}
		return parts;
	}

	private byte[] part(Pixels pixels, int plane, int left, int top, int columns, int rows) {
		int perPixel = this.planar ? 1 : this.samples;
		int stride = (columns * perPixel * this.bits + 7) / 8;
		byte[] part = new byte[stride * rows];
		for (int y = 0; y < rows; y++) {
			for (int i = 0; i < columns * perPixel; i++) {
				int x = Math.min(left + i / perPixel, this.width - 1);
				int band = this.planar ? plane : i % perPixel;
				long value = pixels.sample(x, Math.min(top + y, this.height - 1), band);
				put(part, (long) y * stride * 8 + (long) i * this.bits, value);
			}
		}
		return part;
	}

	// Whole bytes use the byte order of the file. Other depths are packed from the
	// highest bit on (TIFF 6.0, FillOrder 1).
	private void put(byte[] part, long firstBit, long value) {
		boolean swapped = !this.bigEndian && this.bits % 8 == 0;
		BigInteger number = BigInteger.valueOf(value);
		for (int i = 0; i < this.bits; i++) {
			int significance = this.bits - 1 - i;
			long bit = firstBit + i;
			long at = swapped ? firstBit / 8 + significance / 8 : bit / 8;
			if (number.testBit(significance)) {
				part[(int) at] |= (byte) (0x80 >> (bit % 8));
			}
		}
	}

	/** The samples of a picture. */
	@FunctionalInterface
	public interface Pixels {

		/**
		 * Returns one sample.
		 * @return its bits, in the lowest bits of the number
		 */
		long sample(int x, int y, int band);

	}

}
