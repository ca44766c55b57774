package dev.tintype.imaging.resample;

import java.awt.image.BufferedImage;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Reduces a picture while it is decoded. It averages squares of pixels, then resamples
 * the averages. Pixels may be added in any order, but each only once; where none is
 * added, the picture is white. Memory holds only incomplete rows and rows that wait for a
 * row above them.
 */
public final class Averaging {

	private static final int WHITE = RowColors.WHITE;

	private final int width;

	private final int height;

	private final int step;

	private final int columns;

	private final Resampling resampling;

	// For each row of squares, how much red, green and blue each square lacks to be
	// white.
	private final int[] @Nullable [] missing;

	private final long[] awaited;

	// Complete rows that wait for rows above them.
	private final int[] @Nullable [] finished;

	private int next;

	/**
	 * Begins a picture.
	 * @param size of the picture and of the result
	 * @param step the side of the squares in pixels
	 */
	public Averaging(Size size, int step) {
		this.width = size.pictureWidth();
		this.height = size.pictureHeight();
		this.step = step;
		this.columns = (this.width + step - 1) / step;
		int rows = (this.height + step - 1) / step;
		this.missing = new int[rows][];
		this.awaited = new long[rows];
		this.finished = new int[rows][];
		this.resampling = new Resampling(this.columns, rows, step, size);
		restart();
	}

	/** Discards all pixels, because the reader sends them again. */
	void restart() {
		Arrays.fill(this.missing, null);
		Arrays.fill(this.finished, null);
		this.next = 0;
		this.resampling.restart();
		for (int row = 0; row < this.awaited.length; row++) {
			this.awaited[row] = (long) this.width * side(row, this.height);
		}
	}

	/**
	 * Adds pixels of one row.
	 * @param x of the first pixel
	 * @param period the distance of the pixels in columns
	 * @param rgb the pixels at multiples of the period; values between them and outside
	 * the picture are ignored
	 * @param length how many elements of the array to use
	 */
	public void add(int x, int y, int period, int[] rgb, int length) {
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

	private void finish(int row, int @Nullable [] sums) {
		int rows = side(row, this.height);
		int[] colors = new int[this.columns];
		Arrays.fill(colors, 0xFFFFFF);
		for (int column = 0; sums != null && column < this.columns; column++) {
			int area = rows * side(column, this.width);
			int color = 0;
			for (int band = 0; band < 3; band++) {
				color = color << 8 | Math.max(0, WHITE - (sums[3 * column + band] + area / 2) / area);
			}
			colors[column] = color;
		}
		this.missing[row] = null;
		this.finished[row] = colors;
		this.awaited[row] = 0;
		while (this.next < this.finished.length) {
			int[] ready = this.finished[this.next];
			if (ready == null) {
				return;
			}
			this.resampling.add(ready, 0);
			this.finished[this.next] = null;
			this.next++;
		}
	}

	private int side(int square, int length) {
		return Math.min(this.step, length - square * this.step);
	}

	/**
	 * Returns the result after the last pixel.
	 * @return of type INT_RGB; call this once
	 */
	public BufferedImage finish() {
		for (int row = this.next; row < this.missing.length; row++) {
			if (this.finished[row] == null) {
				finish(row, this.missing[row]);
			}
		}
		return this.resampling.result();
	}

}
