package dev.tintype.imaging.resample;

import java.awt.image.Raster;

/**
 * Passes decoded pixels to the averaging.
 */
public final class PixelSink {

	private final RowColors colors;

	private final Averaging averaging;

	private int[] rgb = {};

	public PixelSink(RowColors colors, Averaging averaging) {
		this.colors = colors;
		this.averaging = averaging;
	}

	/** Discards all pixels, because the reader sends them again in better quality. */
	void restart() {
		this.averaging.restart();
	}

	/**
	 * Adds rows.
	 * @param source the raster that contains them
	 * @param x of its left edge in the picture
	 * @param y of its upper edge in the picture
	 */
	public void add(Raster source, int x, int y) {
		for (int row = 0; row < source.getHeight(); row++) {
			add(source, source.getMinX(), source.getMinY() + row, source.getWidth(), x, y + row, 1);
		}
	}

	/**
	 * Adds a part of a row.
	 * @param source the raster that contains it
	 * @param from the first pixel in the source
	 * @param row the row in the source
	 * @param width how many pixels
	 * @param x of the first pixel in the picture
	 * @param y of the row in the picture
	 * @param period the distance of the pixels to use, in columns
	 */
	public void add(Raster source, int from, int row, int width, int x, int y, int period) {
		if (this.rgb.length < width) {
			this.rgb = new int[width];
		}
		this.colors.convert(source, from, row, width, this.rgb);
		this.averaging.add(x, y, period, this.rgb, width);
	}

}
