package dev.tintype.imaging.resample;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

import org.imgscalr.Scalr;

/**
 * Reduces a picture with Keys' cubic filter, widened to the pixel size of the result.
 * Each result pixel thus weighs all pixels that it covers. It takes the picture row by
 * row and keeps only the rows that the next result row needs. One 64-bit number holds the
 * three colours of a pixel. The filter makes two pixels per result pixel in each
 * direction. imgscalr halves them, the only ratio at which it leaves no pixel out.
 */
public final class Resampling {

	private static final int WEIGHT_BITS = 11;

	private static final int LANE = 21;

	private static final int LANE_MASK = (1 << LANE) - 1;

	// The filter has negative weights. Sums start at this level so that none becomes
	// negative.
	private static final int BIAS = 256;

	private static final long START = ((long) (BIAS << WEIGHT_BITS) + (1 << (WEIGHT_BITS - 1)))
			* (1 + (1L << LANE) + (1L << 2 * LANE));

	private final ResamplingWeights across;

	private final ResamplingWeights down;

	private final Size size;

	private final BufferedImage result;

	private final int[] pixels;

	private final long[] lanes;

	private final long[] sums;

	private final long[][] rows;

	private int next;

	private int done;

	/**
	 * Begins a picture.
	 * @param columns number of pixels in each added row
	 * @param rows number of rows to add
	 * @param step how many pixels of the picture an added pixel stands for in each
	 * direction; the last of a row or column may stand for fewer
	 */
	Resampling(int columns, int rows, double step, Size size) {
		int margin = size.margin();
		int width = size.width() * margin;
		int height = size.height() * margin;
		this.across = new ResamplingWeights(columns, Math.min(columns, size.pictureWidth() / step), width, margin);
		this.down = new ResamplingWeights(rows, Math.min(rows, size.pictureHeight() / step), height, margin);
		this.size = size;
		this.result = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		this.pixels = ((DataBufferInt) this.result.getRaster().getDataBuffer()).getData();
		this.lanes = new long[columns];
		this.sums = new long[width];
		this.rows = new long[rows][];
	}

	/**
	 * Reduces a whole image.
	 * @param image of type INT_RGB
	 * @param size of the result
	 * @return INT_RGB
	 */
	public static BufferedImage resize(BufferedImage image, Size size) {
		int width = image.getWidth();
		int height = image.getHeight();
		int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
		Resampling resampling = new Resampling(width, height, 1, new Size(width, height, size.width(), size.height()));
		for (int y = 0; y < height; y++) {
			resampling.add(pixels, y * width);
		}
		return resampling.result();
	}

	/**
	 * Adds the next row.
	 * @param pixels an array that contains the row, as {@code 0xRRGGBB}
	 * @param from where the row begins
	 */
	void add(int[] pixels, int from) {
		for (int x = 0; x < this.lanes.length; x++) {
			this.lanes[x] = lanes(pixels[from + x]);
		}
		long[] row = new long[this.sums.length];
		for (int x = 0; x < row.length; x++) {
			int first = this.across.first(x);
			int[] weights = this.across.of(x);
			long sum = START;
			for (int i = 0; i < weights.length; i++) {
				sum += this.lanes[first + i] * weights[i];
			}
			row[x] = lanes(color(sum));
		}
		this.rows[this.next] = row;
		this.next++;
		while (this.done < this.result.getHeight()
				&& this.down.first(this.done) + this.down.of(this.done).length <= this.next) {
			down(this.done);
			this.done++;
		}
	}

	private void down(int y) {
		int first = this.down.first(y);
		int[] weights = this.down.of(y);
		Arrays.fill(this.sums, START);
		for (int i = 0; i < weights.length; i++) {
			long[] row = this.rows[first + i];
			for (int x = 0; x < this.sums.length; x++) {
				this.sums[x] += row[x] * weights[i];
			}
		}
		for (int x = 0; x < this.sums.length; x++) {
			this.pixels[y * this.sums.length + x] = color(this.sums[x]);
		}
		Arrays.fill(this.rows, (y > 0) ? this.down.first(y - 1) : 0, first, null);
	}

	/** Discards all rows; they will be added again from the first on. */
	void restart() {
		Arrays.fill(this.rows, null);
		this.next = 0;
		this.done = 0;
	}

	/**
	 * Returns the result after the last row.
	 * @return INT_RGB
	 */
	BufferedImage result() {
		return this.size.isOf(this.result) ? this.result : Scalr.resize(this.result, Scalr.Method.QUALITY,
				Scalr.Mode.FIT_EXACT, this.size.width(), this.size.height());
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
