package dev.tintype.imaging.thumbnail;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/**
 * Computes the mean colour of a picture, for a placeholder until the picture is loaded.
 */
final class MeanColour {

	private MeanColour() {
	}

	/**
	 * Computes the mean of all pixels.
	 * @param image opaque, in sRGB
	 * @return each of the three components rounded, as {@code 0xRRGGBB}
	 */
	static int of(BufferedImage image) {
		int[] pixels = pixels(image);
		long red = 0;
		long green = 0;
		long blue = 0;
		for (int pixel : pixels) {
			red += pixel >> 16 & 0xFF;
			green += pixel >> 8 & 0xFF;
			blue += pixel & 0xFF;
		}
		return rounded(red, pixels.length) << 16 | rounded(green, pixels.length) << 8 | rounded(blue, pixels.length);
	}

	// The array behind the picture, where there is one: reading pixel by pixel takes a
	// hundred times as long.
	private static int[] pixels(BufferedImage image) {
		int width = image.getWidth();
		int height = image.getHeight();
		return (image.getType() == BufferedImage.TYPE_INT_RGB
				&& image.getRaster().getDataBuffer() instanceof DataBufferInt buffer
				&& buffer.getSize() == width * height) ? buffer.getData()
						: image.getRGB(0, 0, width, height, null, 0, width);
	}

	private static int rounded(long sum, int count) {
		return (int) ((sum + count / 2) / count);
	}

}
