package dev.tintype.imaging.resample;

import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;

import dev.tintype.imaging.probe.TiffSamples;
import org.jspecify.annotations.Nullable;

/**
 * Converts the samples of a row to levels of eight bits. Samples are unsigned or signed
 * integers of up to 32 bits, or floating-point numbers from 0 to 1.
 */
final class SampleLevels {

	private static final int MOST_BITS = 16;

	private final int bits;

	private final boolean swapped;

	private final byte[] table;

	private final boolean plain;

	private byte @Nullable [] bytes;

	private int[] numbers = {};

	private float[] fractions = {};

	private SampleLevels(int bits, boolean signed, boolean swapped) {
		this.bits = bits;
		this.swapped = swapped;
		this.plain = bits == Byte.SIZE && !signed;
		// The lowest signed number has only its highest bit set.
		int size = 1 << Math.min(bits, MOST_BITS);
		int lowest = signed ? size / 2 : 0;
		this.table = new byte[size];
		for (int i = 0; i < size; i++) {
			this.table[i] = (byte) (((long) (i ^ lowest) * RowColors.WHITE + (size - 1) / 2) / (size - 1));
		}
	}

	/**
	 * Creates the conversion for a kind of samples.
	 * @param tiff how a TIFF stores the numbers; its decoder puts them into the lower
	 * bits of a larger type
	 * @return a conversion for one picture and one thread
	 */
	static SampleLevels of(ColorModel colors, @Nullable TiffSamples tiff) {
		if (tiff == null) {
			return new SampleLevels(colors.getComponentSize(0), false, false);
		}
		// The decoder reads samples of three bytes as a row of bits, highest bit first.
		boolean swapped = tiff.bits() == 24 && tiff.littleEndian();
		return new SampleLevels(tiff.bits(), tiff.isSigned(), swapped);
	}

	/**
	 * Reads a part of a row.
	 * @param width how many pixels
	 * @return the levels of all samples, pixel by pixel; valid until the next call
	 */
	byte[] read(Raster source, int x, int y, int width) {
		int count = width * source.getNumBands();
		byte[] levels = this.bytes;
		if (levels == null || levels.length != count) {
			levels = new byte[count];
			this.bytes = levels;
		}
		int type = source.getTransferType();
		if (this.plain && type == DataBuffer.TYPE_BYTE) {
			return (byte[]) source.getDataElements(x, y, width, 1, levels);
		}
		if (type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE) {
			this.fractions = source.getPixels(x, y, width, 1, (this.fractions.length == count) ? this.fractions : null);
			for (int i = 0; i < count; i++) {
				levels[i] = (byte) (Math.max(0, Math.min(1, this.fractions[i])) * RowColors.WHITE + 0.5f);
			}
			return levels;
		}
		this.numbers = source.getPixels(x, y, width, 1, (this.numbers.length == count) ? this.numbers : null);
		for (int i = 0; i < count; i++) {
			levels[i] = this.table[index(this.numbers[i])];
		}
		return levels;
	}

	private int index(int number) {
		int value = this.swapped ? Integer.reverseBytes(number) >>> Byte.SIZE : number;
		return (this.bits <= MOST_BITS) ? value & this.table.length - 1
				: value >>> (this.bits - MOST_BITS) & this.table.length - 1;
	}

}
