package dev.tintype.imaging.resample;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_ColorSpace;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DirectColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

import dev.tintype.imaging.probe.TiffSamples;
import org.jspecify.annotations.Nullable;

/**
 * Converts rows of decoded pixels to opaque eight-bit RGB, with transparency on white.
 * RGB and gray keep their stored numbers. Java would treat gray as linear light and wash
 * it out, and RGB profiles are applied later to the small picture. An instance serves one
 * picture on one thread.
 */
public abstract class RowColors {

	static final int WHITE = 255;

	/**
	 * Chooses the conversion for a kind of pixels.
	 * @param colors what the numbers mean
	 * @param tiff how a TIFF stores the numbers
	 * @return a new conversion
	 */
	public static RowColors of(ColorModel colors, @Nullable TiffSamples tiff) {
		if (colors instanceof IndexColorModel palette) {
			return new Palette(palette);
		}
		if (colors instanceof DirectColorModel packed) {
			return new Packed(packed, tiff != null && tiff.bits() == 4 && tiff.count() == 3);
		}
		if (!(colors instanceof ComponentColorModel)) {
			return new Other(colors);
		}
		SampleLevels levels = SampleLevels.of(colors, tiff);
		return switch (colors.getColorSpace().getType()) {
			case ColorSpace.TYPE_RGB -> new Rgb(colors, levels);
			case ColorSpace.TYPE_GRAY -> new Gray(colors, levels);
			default -> (colors.getColorSpace() instanceof ICC_ColorSpace) ? new ProfiledColors(colors, levels)
					: new Cmyk(colors, levels);
		};
	}

	/**
	 * Converts a part of a row.
	 * @param width how many pixels
	 * @param rgb receives each pixel as {@code 0xRRGGBB}
	 */
	abstract void convert(Raster source, int x, int y, int width, int[] rgb);

	static int onWhite(int rgb, int alpha) {
		int red = onWhite(rgb >> 16 & 0xFF, alpha, false);
		int green = onWhite(rgb >> 8 & 0xFF, alpha, false);
		return red << 16 | green << 8 | onWhite(rgb & 0xFF, alpha, false);
	}

	static int onWhite(int level, int alpha, boolean premultiplied) {
		if (premultiplied) {
			return Math.min(WHITE, level + WHITE - alpha);
		}
		return (level * alpha + WHITE * (WHITE - alpha) + WHITE / 2) / WHITE;
	}

	/** Pixels that are indexes into a palette. */
	private static final class Palette extends RowColors {

		private final int[] table;

		private int[] entries = {};

		Palette(IndexColorModel colors) {
			// A damaged picture may refer to entries that its palette lacks.
			this.table = new int[1 << Math.max(Byte.SIZE, colors.getPixelSize())];
			for (int i = 0; i < Math.min(this.table.length, colors.getMapSize()); i++) {
				this.table[i] = onWhite(colors.getRGB(i), colors.getAlpha(i));
			}
		}

		@Override
		void convert(Raster source, int x, int y, int width, int[] rgb) {
			if (source.getTransferType() == DataBuffer.TYPE_BYTE) {
				byte[] row = (byte[]) source.getDataElements(x, y, width, 1, null);
				for (int i = 0; i < width; i++) {
					rgb[i] = this.table[row[i] & 0xFF];
				}
				return;
			}
			this.entries = (this.entries.length == width) ? this.entries : new int[width];
			source.getSamples(x, y, width, 1, 0, this.entries);
			for (int i = 0; i < width; i++) {
				rgb[i] = this.table[this.entries[i] & (this.table.length - 1)];
			}
		}

	}

	/** Pixels whose samples are packed into one number. */
	private static final class Packed extends RowColors {

		private final boolean alpha;

		private final boolean premultiplied;

		private final int[] most;

		private final boolean usual;

		private final boolean swapped;

		private int[] samples = {};

		/**
		 * A conversion.
		 * @param swapped whether the two bytes of a pixel are swapped, as the TIFF reader
		 * leaves three samples of four bits
		 */
		Packed(DirectColorModel colors, boolean swapped) {
			this.swapped = swapped;
			this.usual = colors.getTransferType() == DataBuffer.TYPE_INT && !colors.isAlphaPremultiplied()
					&& colors.getRedMask() == 0xFF0000 && colors.getGreenMask() == 0xFF00
					&& colors.getBlueMask() == 0xFF;
			this.alpha = colors.hasAlpha();
			this.premultiplied = colors.isAlphaPremultiplied();
			this.most = Arrays.stream(colors.getComponentSize()).map((bits) -> (1 << bits) - 1).toArray();
		}

		@Override
		void convert(Raster source, int x, int y, int width, int[] rgb) {
			if (this.usual) {
				source.getDataElements(x, y, width, 1, rgb);
				for (int i = 0; i < width; i++) {
					int opacity = this.alpha ? rgb[i] >>> 24 : WHITE;
					rgb[i] = (opacity == WHITE) ? rgb[i] & 0xFFFFFF : onWhite(rgb[i], opacity);
				}
				return;
			}
			int bands = this.most.length;
			this.samples = (this.samples.length == width * bands) ? this.samples : new int[width * bands];
			source.getPixels(x, y, width, 1, this.samples);
			if (this.swapped) {
				swap((short[]) source.getDataElements(x, y, width, 1, null));
			}
			for (int i = 0, at = 0; i < width; i++, at += bands) {
				int opacity = this.alpha ? level(at + 3, 3) : WHITE;
				int color = 0;
				for (int band = 0; band < 3; band++) {
					color = color << 8 | onWhite(level(at + band, band), opacity, this.premultiplied);
				}
				rgb[i] = color;
			}
		}

		private void swap(short[] numbers) {
			for (int i = 0; i < numbers.length; i++) {
				int number = Short.reverseBytes(numbers[i]);
				for (int band = 0; band < 3; band++) {
					this.samples[3 * i + band] = number >> (8 - 4 * band) & 0xF;
				}
			}
		}

		private int level(int at, int band) {
			return (this.samples[at] * WHITE + this.most[band] / 2) / this.most[band];
		}

	}

	/** Pixels of red, green and blue. */
	private static final class Rgb extends RowColors {

		private final boolean alpha;

		private final boolean premultiplied;

		private final SampleLevels levels;

		Rgb(ColorModel colors, SampleLevels levels) {
			this.alpha = colors.hasAlpha();
			this.premultiplied = colors.isAlphaPremultiplied();
			this.levels = levels;
		}

		@Override
		void convert(Raster source, int x, int y, int width, int[] rgb) {
			byte[] row = this.levels.read(source, x, y, width);
			int bands = source.getNumBands();
			for (int i = 0, at = 0; i < width; i++, at += bands) {
				int red = row[at] & 0xFF;
				int green = row[at + 1] & 0xFF;
				int blue = row[at + 2] & 0xFF;
				int opacity = this.alpha ? row[at + 3] & 0xFF : WHITE;
				if (opacity < WHITE) {
					red = onWhite(red, opacity, this.premultiplied);
					green = onWhite(green, opacity, this.premultiplied);
					blue = onWhite(blue, opacity, this.premultiplied);
				}
				rgb[i] = red << 16 | green << 8 | blue;
			}
		}

	}

	/** Gray pixels. */
	private static final class Gray extends RowColors {

		private final boolean alpha;

		private final boolean premultiplied;

		private final SampleLevels levels;

		Gray(ColorModel colors, SampleLevels levels) {
			this.alpha = colors.hasAlpha();
			this.premultiplied = colors.isAlphaPremultiplied();
			this.levels = levels;
		}

		@Override
		void convert(Raster source, int x, int y, int width, int[] rgb) {
			byte[] row = this.levels.read(source, x, y, width);
			int bands = source.getNumBands();
			for (int i = 0, at = 0; i < width; i++, at += bands) {
				int gray = row[at] & 0xFF;
				if (this.alpha) {
					gray = onWhite(gray, row[at + 1] & 0xFF, this.premultiplied);
				}
				rgb[i] = gray * 0x010101;
			}
		}

	}

	/** Pixels of four inks without a profile. */
	private static final class Cmyk extends RowColors {

		private final boolean alpha;

		private final SampleLevels levels;

		Cmyk(ColorModel colors, SampleLevels levels) {
			this.alpha = colors.hasAlpha();
			this.levels = levels;
		}

		@Override
		void convert(Raster source, int x, int y, int width, int[] rgb) {
			byte[] row = this.levels.read(source, x, y, width);
			int bands = source.getNumBands();
			for (int i = 0, at = 0; i < width; i++, at += bands) {
				int paper = WHITE - (row[at + 3] & 0xFF);
				int color = 0;
				for (int ink = 0; ink < 3; ink++) {
					color = color << 8 | ((WHITE - (row[at + ink] & 0xFF)) * paper + WHITE / 2) / WHITE;
				}
				rgb[i] = this.alpha ? onWhite(color, row[at + 4] & 0xFF) : color;
			}
		}

	}

	/** Pixels that only their colour model can convert. */
	private static final class Other extends RowColors {

		private final ColorModel colors;

		private @Nullable Object pixel;

		Other(ColorModel colors) {
			this.colors = colors;
		}

		@Override
		void convert(Raster source, int x, int y, int width, int[] rgb) {
			for (int i = 0; i < width; i++) {
				this.pixel = source.getDataElements(x + i, y, this.pixel);
				int color = this.colors.getRGB(this.pixel);
				rgb[i] = onWhite(color, color >>> 24);
			}
		}

	}

}
