package dev.tintype.decode;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

import dev.tintype.header.Layout;

/**
 * Puts a decoded frame of any kind on a white canvas of eight-bit RGB. Its numbers stay
 * as they are stored: Java would take gray for linear light and show it washed out, and
 * converting colours is left for when the picture is small.
 */
final class Flattening {

	private static final int WHITE = 255;

	private Flattening() {
	}

	static BufferedImage flatten(BufferedImage image, Layout layout, int step) {
		BufferedImage plain = plain(image);
		int width = divide(layout.width(), step);
		int height = divide(layout.height(), step);
		boolean covers = plain.getWidth() == width && plain.getHeight() == height;
		if (covers
				&& (plain.getType() == BufferedImage.TYPE_3BYTE_BGR || plain.getType() == BufferedImage.TYPE_INT_RGB)) {
			return plain;
		}
		BufferedImage canvas = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = canvas.createGraphics();
		graphics.setColor(Color.WHITE);
		graphics.fillRect(0, 0, width, height);
		graphics.drawImage(plain, layout.frame().x() / step, layout.frame().y() / step, null);
		graphics.dispose();
		return canvas;
	}

	private static int divide(int length, int step) {
		return (length + step - 1) / step;
	}

	private static BufferedImage plain(BufferedImage image) {
		ColorModel colors = image.getColorModel();
		int type = colors.getColorSpace().getType();
		if (colors instanceof IndexColorModel || colors.getColorSpace().isCS_sRGB()) {
			return image;
		}
		if (type == ColorSpace.TYPE_GRAY) {
			return gray(image);
		}
		if (type == ColorSpace.TYPE_RGB && colors instanceof ComponentColorModel) {
			ColorModel named = new ComponentColorModel(ColorSpace.getInstance(ColorSpace.CS_sRGB), colors.hasAlpha(),
					colors.isAlphaPremultiplied(), colors.getTransparency(), colors.getTransferType());
			return new BufferedImage(named, image.getRaster(), colors.isAlphaPremultiplied(), null);
		}
		BufferedImage converted = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
		return new ColorConvertOp(null).filter(image, converted);
	}

	private static BufferedImage gray(BufferedImage image) {
		Raster raster = image.getRaster();
		int width = image.getWidth();
		int bands = raster.getNumBands();
		int shift = raster.getSampleModel().getSampleSize(0) - 8;
		BufferedImage result = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_INT_RGB);
		int[] samples = new int[width * bands];
		int[] line = new int[width];
		for (int y = 0; y < image.getHeight(); y++) {
			raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, samples);
			for (int x = 0; x < width; x++) {
				int value = shift(samples[x * bands], shift);
				if (bands > 1) {
					int alpha = shift(samples[x * bands + 1], shift);
					value = (value * alpha + WHITE * (WHITE - alpha)) / WHITE;
				}
				line[x] = value << 16 | value << 8 | value;
			}
			result.getRaster().setDataElements(0, y, width, 1, line);
		}
		return result;
	}

	private static int shift(int sample, int bits) {
		return ((bits >= 0) ? sample >> bits : sample << -bits) & 0xFF;
	}

}
