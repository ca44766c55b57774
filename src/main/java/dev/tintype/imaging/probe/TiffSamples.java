package dev.tintype.imaging.probe;

import java.util.Locale;

/**
 * How a TIFF stores the samples of its pixels (TIFF 6.0).
 *
 * @param photometric meaning of the samples: the value of tag 262
 * @param count the number of samples of a pixel, including alpha and unspecified ones
 * @param bits of each sample
 * @param format the value of tag 339: 1 for unsigned and 2 for signed integers, 3 for
 * floating-point numbers
 * @param planar whether each sample has separate strips or tiles
 * @param littleEndian the byte order of the file
 * @param jpeg whether strips or tiles are compressed as JPEG
 */
public record TiffSamples(int photometric, int count, int bits, int format, boolean planar, boolean littleEndian,
		boolean jpeg) {

	static final int WHITE_IS_ZERO = 0;

	static final int BLACK_IS_ZERO = 1;

	static final int RGB = 2;

	static final int PALETTE = 3;

	static final int MASK = 4;

	static final int SEPARATED = 5;

	static final int YCBCR = 6;

	static final int CIE_LAB = 8;

	static final int ICC_LAB = 9;

	static final int ITU_LAB = 10;

	static final int SENSOR = 32803;

	static final int LOG_L = 32844;

	static final int LOG_LUV = 32845;

	static final int LINEAR_RAW = 34892;

	private static final int UNSIGNED = 1;

	private static final int SIGNED = 2;

	private static final int FLOAT = 3;

	private static final int UNDEFINED = 4;

	/**
	 * Whether the samples are signed integers.
	 * @return false for floating-point numbers
	 */
	public boolean isSigned() {
		return this.format == SIGNED;
	}

	/**
	 * Names the samples in a message.
	 * @return a text such as {@code RGB samples of 12 bits}
	 */
	String describe() {
		String numbers = switch (this.format) {
			case UNSIGNED, UNDEFINED -> "";
			case SIGNED -> "signed ";
			case FLOAT -> "floating-point ";
			case 5, 6 -> "complex ";
			default -> "undefined ";
		};
		return String.format(Locale.ROOT, "%s%s%s samples of %d bits (%d per pixel)", this.planar ? "planar " : "",
				numbers, colors(), this.bits, this.count);
	}

	private String colors() {
		return switch (this.photometric) {
			case WHITE_IS_ZERO, BLACK_IS_ZERO -> "grayscale";
			case RGB -> "RGB";
			case PALETTE -> "palette";
			case MASK -> "transparency-mask";
			case SEPARATED -> "CMYK";
			case YCBCR -> "YCbCr";
			case CIE_LAB, ICC_LAB, ITU_LAB -> "Lab";
			case SENSOR -> "raw sensor";
			case LOG_L -> "LogL";
			case LOG_LUV -> "LogLuv";
			case LINEAR_RAW -> "linear raw";
			default -> "(photometric interpretation " + this.photometric + ")";
		};
	}

	/**
	 * Whether the image reader decodes the samples correctly. Each kind was tested.
	 * @return false also for values that the TIFF specification does not define
	 */
	boolean isSupported() {
		boolean whole = (this.bits == 8 || this.bits == 16) && this.format != FLOAT;
		return hasKnownNumbers() && switch (this.photometric) {
			case WHITE_IS_ZERO, BLACK_IS_ZERO -> isGraySupported();
			case RGB -> isRgbSupported();
			case PALETTE ->
				this.count <= 2 && this.format != FLOAT && (this.bits % 2 == 0 || this.bits == 1) && this.bits <= 8
						|| (this.bits == 16 && this.count == 1);
			case SEPARATED -> whole && this.count >= 4;
			case YCBCR -> whole && this.format != SIGNED && this.count == 3 && (this.bits == 8 || !this.planar);
			case CIE_LAB, ICC_LAB, ITU_LAB -> whole && !this.planar && this.count >= 3;
			default -> false;
		};
	}

	private boolean hasKnownNumbers() {
		return switch (this.format) {
			// The reader loses some bits of 30-bit samples.
			case UNSIGNED, UNDEFINED -> this.bits >= 1 && this.bits <= 32 && this.bits != 30;
			case SIGNED -> isUsual();
			case FLOAT -> this.bits == 16 || this.bits == 32 || this.bits == 64;
			default -> false;
		};
	}

	private boolean isUsual() {
		return this.bits == 8 || this.bits == 16 || this.bits == 32;
	}

	private boolean isGraySupported() {
		return isUsual() || (this.count == 1 && (this.bits == 1 || this.bits % 2 == 0));
	}

	private boolean isRgbSupported() {
		boolean packed = (this.bits == 2 || this.bits == 4) && !this.planar && this.count <= 4;
		return this.count >= 3 && (isUsual() || packed || (this.count == 3 && this.bits > 8 && this.bits % 2 == 0));
	}

	/**
	 * Whether the image reader must widen the samples. It widens the part of each row
	 * that is inside the picture.
	 * @return false for depths that fill bytes or divide them
	 */
	boolean isPadded() {
		return !isUsual() && this.bits != 64 && (this.bits > 8 || this.bits == 6 || this.count == 3);
	}

}
