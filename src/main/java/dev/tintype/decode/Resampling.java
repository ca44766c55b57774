package dev.tintype.decode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

/**
 * Makes a picture smaller with Keys' cubic filter, widened to the size of the result's
 * pixels, so that each of them takes its share of all pixels that it covers. The three
 * colours of a pixel are multiplied and added as one number of 64 bits.
 */
public final class Resampling {

	private static final int WEIGHT_BITS = 11;

	private static final int LANE = 21;

	private static final int LANE_MASK = (1 << LANE) - 1;

	// The filter is negative in parts: sums begin so high that none becomes negative.
	private static final int BIAS = 256;

	private static final long START = ((long) (BIAS << WEIGHT_BITS) + (1 << (WEIGHT_BITS - 1)))
			* (1 + (1L << LANE) + (1L << 2 * LANE));

	private Resampling() {
	}

	/**
	 * Makes a picture smaller.
	 * @param image of type INT_RGB
	 * @param coveredWidth how many columns of the image the picture covers
	 * @param coveredHeight how many rows of the image the picture covers
	 * @param width of the result in pixels
	 * @param height of the result in pixels
	 * @return INT_RGB; the image itself when it has that size already
	 */
	public static BufferedImage resize(BufferedImage image, double coveredWidth, double coveredHeight, int width,
			int height) {
		if (image.getWidth() == width && image.getHeight() == height) {
			return image;
		}
		ResamplingWeights across = new ResamplingWeights(image.getWidth(), coveredWidth, width);
		ResamplingWeights down = new ResamplingWeights(image.getHeight(), coveredHeight, height);
		BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		int[] target = pixels(result);
		long[][] rows = new long[image.getHeight()][];
		long[] sums = new long[width];
		int next = 0;
		for (int y = 0; y < height; y++) {
			int first = down.first(y);
			int[] weights = down.of(y);
			for (next = Math.max(next, first); next < first + weights.length; next++) {
				rows[next] = across(image, next, across, width);
			}
			Arrays.fill(sums, START);
			for (int i = 0; i < weights.length; i++) {
				add(rows[first + i], weights[i], sums);
			}
			for (int x = 0; x < width; x++) {
				target[y * width + x] = color(sums[x]);
			}
			Arrays.fill(rows, (y > 0) ? down.first(y - 1) : 0, first, null);
		}
		return result;
	}

	private static int[] pixels(BufferedImage image) {
		return ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
	}

	private static long[] across(BufferedImage image, int y, ResamplingWeights across, int width) {
		long[] lanes = new long[image.getWidth()];
		int[] pixels = pixels(image);
		for (int x = 0; x < lanes.length; x++) {
			lanes[x] = lanes(pixels[y * lanes.length + x]);
		}
		long[] row = new long[width];
		for (int x = 0; x < width; x++) {
			int first = across.first(x);
			int[] weights = across.of(x);
			long sum = START;
			for (int i = 0; i < weights.length; i++) {
				sum += lanes[first + i] * weights[i];
			}
			row[x] = lanes(color(sum));
		}
		return row;
	}

	private static void add(long[] row, int weight, long[] sums) {
		for (int x = 0; x < sums.length; x++) {
			sums[x] += row[x] * weight;
		}
	}

	private static long lanes(int color) {
		return (long) (color >> 16 & 0xFF) << 2 * LANE | (long) (color >> 8 & 0xFF) << LANE | color & 0xFF;
	}

	private static int color(long sums) {
		return level(sums >>> 2 * LANE) << 16 | level(sums >>> LANE) << 8 | level(sums);
	}

	private static int level(long sum) {
		int level = (((int) sum & LANE_MASK) >> WEIGHT_BITS) - BIAS;
		return Math.max(0, Math.min(255, level));
	}

}
