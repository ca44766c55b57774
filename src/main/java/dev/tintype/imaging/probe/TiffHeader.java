package dev.tintype.imaging.probe;

import java.io.IOException;

import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a TIFF's first picture, and the orientation from EXIF metadata,
 * which is a TIFF too.
 */
final class TiffHeader {

	private static final int WIDTH = 256;

	private static final int HEIGHT = 257;

	private static final int BITS = 258;

	private static final int COMPRESSION = 259;

	private static final int PHOTOMETRIC = 262;

	private static final int ORIENTATION = 274;

	private static final int SAMPLES = 277;

	private static final int PLANAR = 284;

	private static final int PREDICTOR = 317;

	private static final int COLOR_MAP = 320;

	private static final int TILE_WIDTH = 322;

	private static final int TILE_HEIGHT = 323;

	private static final int INK_SET = 332;

	private static final int FORMAT = 339;

	// A decoder allocates a whole row of a tile, even if little of it is inside the
	// picture.
	private static final int TILE_OVERHANG = 8192;

	private final TiffDirectory directory;

	private TiffHeader(TiffDirectory directory) {
		this.directory = directory;
	}

	/**
	 * Reads the first directory.
	 * @return its layout
	 * @throws IOException when it is damaged
	 * @throws PictureException names a feature of the picture that cannot be decoded
	 */
	static Layout read(HeaderInput input) throws IOException {
		TiffDirectory directory = new TiffDirectory(input, 0, input.size());
		Layout layout = Layout.of(PictureFormat.TIFF, directory.value(WIDTH), directory.value(HEIGHT))
			.oriented(sane(directory.value(ORIENTATION)))
			.samples(new TiffHeader(directory).samples())
			.scattered(directory.has(TILE_WIDTH));
		if (directory.value(TILE_WIDTH) > layout.width() + TILE_OVERHANG
				|| directory.value(TILE_HEIGHT) > layout.height() + TILE_OVERHANG) {
			throw new IOException("impossible tiles");
		}
		return layout.frames(directory.directories());
	}

	/**
	 * The orientation in EXIF metadata.
	 * @param start the offset of the metadata's TIFF header
	 * @param end the first offset after the metadata
	 * @return 1 to 8; 1 when it is missing or the metadata is damaged, because the
	 * picture can still be shown
	 */
	static int orientation(HeaderInput input, long start, long end) {
		try {
			return TiffDirectory.isTiff(input, start) ? sane(new TiffDirectory(input, start, end).value(ORIENTATION))
					: 1;
		}
		catch (IOException ex) {
			return 1;
		}
	}

	private static int sane(long orientation) {
		return (orientation >= 1 && orientation <= 8) ? (int) orientation : 1;
	}

	private TiffSamples samples() throws IOException {
		int compression = number(COMPRESSION);
		refuse(TiffFeatures.compression(compression));
		refuse(this.directory.isUniform(BITS) ? null : "samples of different depths");
		refuse(this.directory.isUniform(FORMAT) ? null : "samples of different formats");
		int count = Math.max(1, number(SAMPLES));
		TiffSamples samples = new TiffSamples(photometric(compression, count), count, Math.max(1, number(BITS)),
				Math.max(1, number(FORMAT)), number(PLANAR) == 2, this.directory.isLittleEndian(),
				compression == TiffFeatures.JPEG);
		refuse(TiffFeatures.samples(samples, number(PREDICTOR)));
		boolean otherInks = samples.photometric() == TiffSamples.SEPARATED && number(INK_SET) == 2;
		refuse(otherInks ? "inks other than CMYK" : null);
		refuse(isTorn(samples) ? "tiles of " + samples.describe() : null);
		return samples;
	}

	// The decoder assumes that the rows of a tile at the right edge end with the picture.
	private boolean isTorn(TiffSamples samples) throws IOException {
		int tile = number(TILE_WIDTH);
		long columns = (tile > 0) ? this.directory.value(WIDTH) % tile : 0;
		return samples.isPadded() && columns * samples.bits() * (samples.planar() ? 1 : samples.count()) % 8 != 0;
	}

	// When the tag is missing, the decoder assumes the same values.
	private int photometric(int compression, int count) throws IOException {
		if (this.directory.has(PHOTOMETRIC)) {
			return number(PHOTOMETRIC);
		}
		if (compression >= 2 && compression <= 4) {
			return TiffSamples.WHITE_IS_ZERO;
		}
		if (this.directory.has(COLOR_MAP)) {
			return TiffSamples.PALETTE;
		}
		return switch (count) {
			case 3 -> (compression == TiffFeatures.JPEG) ? TiffSamples.YCBCR : TiffSamples.RGB;
			case 4 -> TiffSamples.SEPARATED;
			default -> TiffSamples.BLACK_IS_ZERO;
		};
	}

	private int number(int tag) throws IOException {
		return (int) Math.min(Integer.MAX_VALUE, this.directory.value(tag));
	}

	private static void refuse(@Nullable String unsupported) {
		if (unsupported != null) {
			throw PictureException.unsupportedFeature(PictureFormat.TIFF, unsupported);
		}
	}

}
