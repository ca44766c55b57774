package dev.tintype.imaging.probe;

import org.jspecify.annotations.Nullable;

/**
 * Names a feature of a TIFF that the image reader cannot decode.
 */
final class TiffFeatures {

	private static final int OLD_JPEG = 6;

	static final int JPEG = 7;

	private static final int HORIZONTAL = 2;

	private TiffFeatures() {
	}

	/**
	 * Names a compression that cannot be decoded.
	 * @param compression the value of tag 259
	 * @return null when it can be decoded
	 */
	static @Nullable String compression(int compression) {
		String name = switch (compression) {
			// None, CCITT, LZW, JPEG, Deflate, PackBits; 0 when the tag is missing.
			case 0, 1, 2, 3, 4, 5, JPEG, 8, 32773, 32946, 50013 -> null;
			case OLD_JPEG -> "old-style JPEG";
			case 9, 34661 -> "JBIG";
			case 10 -> "JBIG color";
			case 262 -> "Kodak raw";
			case 32766 -> "NeXT";
			case 32767 -> "Sony raw";
			case 32769 -> "Epson raw";
			case 32770 -> "Samsung raw";
			case 32771 -> "CCITT word-aligned";
			case 32809 -> "ThunderScan";
			case 32895, 32896, 32897, 32898 -> "IT8";
			case 32908 -> "Pixar film";
			case 32909 -> "Pixar log";
			case 32947 -> "Kodak DCS";
			case 33003, 33004, 33005, 34712, 34713 -> (compression == 34713) ? "Nikon raw" : "JPEG 2000";
			case 34676, 34677 -> "SGI log";
			case 34715 -> "JBIG2";
			case 34887 -> "LERC";
			case 34892 -> "lossy JPEG (DNG)";
			case 34925 -> "LZMA";
			case 34926, 50000 -> "Zstandard";
			case 34927, 50001 -> "WebP";
			case 34933 -> "PNG";
			case 34934 -> "JPEG XR";
			case 50002, 52546 -> "JPEG XL";
			case 65535 -> "Pentax raw";
			default -> "unknown (" + compression + ")";
		};
		return (name != null) ? name + " compression" : null;
	}

	/**
	 * Names samples that cannot be decoded.
	 * @param predictor the value of tag 317; 0 when it is missing
	 * @return null when they can be decoded
	 */
	static @Nullable String samples(TiffSamples samples, int predictor) {
		if (!samples.isSupported() || (samples.jpeg() && samples.bits() != 8)) {
			return samples.describe() + (samples.jpeg() ? " in JPEG compression" : "");
		}
		boolean bytes = samples.bits() % 8 == 0 && samples.bits() != 24;
		boolean single = samples.count() == 1 && samples.bits() < 8 && samples.bits() != 6;
		if (predictor > 3 || (predictor == HORIZONTAL && !bytes && !single)
				|| (predictor == 3 && (samples.bits() == 8 || !bytes))) {
			return "predictor " + predictor + " and " + samples.describe();
		}
		return null;
	}

}
