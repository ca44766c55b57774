package dev.tintype.imaging.resample;

import java.awt.image.Raster;

/**
 * Takes decoded pixels to where they are averaged.
 */
public final class PixelSink {

	private final RowColors colors;

	private final Averaging averaging;

	private int[] rgb = {};

	public PixelSink(RowColors colors, Averaging averaging) {
		this.colors = colors;
		this.averaging = averaging;
	}

	/** Forgets all pixels: they come again, and better. */
	void restart() {
		this.averaging.restart();
	}

	/**
	 * Takes rows.
	 * @param source whose pixels they are
	 * @param x of its left edge in the picture
	 * @param y of its upper edge in the picture
	 */
	public void add(Raster source, int x, int y) {
		for (int row = 0; row < source.getHeight(); row++) {
			add(source, source.getMinX(), source.getMinY() + row, source.getWidth(), x, y + row, 1);
		}
	}

	/**
	 * Takes a part of a row.
	 * @param source whose pixels they are
	 * @param from the first pixel in the source
	 * @param row the row in the source
	 * @param width how many pixels
	 * @param x of the first pixel in the picture
	 * @param y of the row in the picture
	 * @param period how many pixels one that counts lies behind the other
	 */
	public void add(Raster source, int from, int row, int width, int x, int y, int period) {
		if (this.rgb.length < width) {
			this.rgb = new int[width];
		}
		this.colors.convert(source, from, row, width, this.rgb);
		this.averaging.add(x, y, period, this.rgb, width);
	}

}
