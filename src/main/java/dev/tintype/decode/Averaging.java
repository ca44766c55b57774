package dev.tintype.decode;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Reduces a picture while it is decoded: squares of pixels become one, the mean of all of
 * them. Pixels may come in any order, but each only once; where none come, the picture is
 * white. A row of squares takes memory for its sums only until its last pixel has come.
 */
final class Averaging {

	private static final int WHITE = RowColors.WHITE;

	private final int width;

	private final int height;

	private final int step;

	private final int columns;

	// For each row of squares, how much red, green and blue of each square lack to white.
	private final int @Nullable [][] missing;

	private final long[] awaited;

	private final BufferedImage image;

	private final int[] pixels;

	/**
	 * A white picture.
	 * @param width of the whole picture in pixels
	 * @param height of the whole picture in pixels
	 * @param step the side of the squares
	 */
	Averaging(int width, int height, int step) {
		this.width = width;
		this.height = height;
		this.step = step;
		this.columns = (width + step - 1) / step;
		int rows = (height + step - 1) / step;
		this.missing = new int[rows][];
		this.awaited = new long[rows];
		this.image = new BufferedImage(this.columns, rows, BufferedImage.TYPE_INT_RGB);
		this.pixels = ((DataBufferInt) this.image.getRaster().getDataBuffer()).getData();
		Arrays.fill(this.pixels, 0xFFFFFF);
		for (int row = 0; row < rows; row++) {
			this.awaited[row] = (long) width * side(row, height);
		}
	}

	/**
	 * Adds pixels of one row.
	 * @param x of the first
	 * @param y of all
	 * @param period how many columns one lies behind the other
	 * @param rgb the pixels at the multiples of the period; what lies between is ignored,
	 * as is what lies outside of the picture
	 * @param length how much of the array counts
	 */
	void add(int x, int y, int period, int[] rgb, int length) {
		if (y < 0 || y >= this.height || x < 0) {
			return;
		}
		int row = y / this.step;
		int[] sums = this.missing[row];
		if (sums == null) {
			if (this.awaited[row] <= 0) {
				return;
			}
			sums = new int[3 * this.columns];
			this.missing[row] = sums;
		}
		int end = Math.min(length, this.width - x);
		int count = (period == 1) ? addRun(x, rgb, end, sums) : addSparse(x, period, rgb, end, sums);
		this.awaited[row] -= count;
		if (this.awaited[row] <= 0) {
			finish(row, sums);
		}
	}

	private int addRun(int x, int[] rgb, int end, int[] sums) {
		int i = 0;
		while (i < end) {
			int square = (x + i) / this.step;
			int last = Math.min(end, (square + 1) * this.step - x);
			int red = 0;
			int green = 0;
			int blue = 0;
			for (int j = i; j < last; j++) {
				int color = rgb[j];
				red += color >> 16 & 0xFF;
				green += color >> 8 & 0xFF;
				blue += color & 0xFF;
			}
			int full = WHITE * (last - i);
			sums[3 * square] += full - red;
			sums[3 * square + 1] += full - green;
			sums[3 * square + 2] += full - blue;
			i = last;
		}
		return Math.max(0, end);
	}

	private int addSparse(int x, int period, int[] rgb, int end, int[] sums) {
		int count = 0;
		for (int i = 0; i < end; i += period, count++) {
			int square = (x + i) / this.step;
			int color = rgb[i];
			sums[3 * square] += WHITE - (color >> 16 & 0xFF);
			sums[3 * square + 1] += WHITE - (color >> 8 & 0xFF);
			sums[3 * square + 2] += WHITE - (color & 0xFF);
		}
		return count;
	}

	private void finish(int row, int[] sums) {
		int rows = side(row, this.height);
		for (int column = 0; column < this.columns; column++) {
			int area = rows * side(column, this.width);
			int color = 0;
			for (int band = 0; band < 3; band++) {
				color = color << 8 | Math.max(0, WHITE - (sums[3 * column + band] + area / 2) / area);
			}
			this.pixels[row * this.columns + column] = color;
		}
		this.missing[row] = null;
	}

	private int side(int square, int length) {
		return Math.min(this.step, length - square * this.step);
	}

	/**
	 * The reduced picture.
	 * @return of type INT_RGB; call this once, when all pixels have come
	 */
	BufferedImage finish() {
		for (int row = 0; row < this.missing.length; row++) {
			int[] sums = this.missing[row];
			if (sums != null) {
				finish(row, sums);
			}
		}
		return this.image;
	}

}
