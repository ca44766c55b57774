package dev.tintype.imaging.resample;

import java.awt.image.BufferedImage;

import dev.tintype.imaging.probe.Layout;

/**
 * The size of a picture, and of the result.
 *
 * @param pictureWidth in pixels, as stored
 * @param pictureHeight in pixels, as stored
 * @param width of the result in pixels, never more than of the picture
 * @param height of the result in pixels, never more than of the picture
 */
public record Size(int pictureWidth, int pictureHeight, int width, int height) {

	/**
	 * The size of a result that keeps the shape of its picture.
	 * @param layout of the picture
	 * @param longestSide of the result in pixels; a smaller picture is not enlarged
	 * @return at least one pixel in each direction
	 */
	public static Size of(Layout layout, int longestSide) {
		double scale = Math.min(1.0, (double) longestSide / Math.max(layout.width(), layout.height()));
		return new Size(layout.width(), layout.height(), (int) Math.max(1, Math.round(layout.width() * scale)),
				(int) Math.max(1, Math.round(layout.height() * scale)));
	}

	public boolean isOf(BufferedImage image) {
		return image.getWidth() == this.width && image.getHeight() == this.height;
	}

	/**
	 * How many times the size of the result the picture has before the last step, which
	 * halves it.
	 * @return 2, or 1 for a picture that keeps its size
	 */
	int margin() {
		return (this.width < this.pictureWidth || this.height < this.pictureHeight) ? 2 : 1;
	}

	/**
	 * The size for the same result when the decoder leaves pixels out.
	 * @param skip one of this many pixels is kept in each direction
	 * @return with a smaller picture
	 */
	public Size skipping(int skip) {
		return new Size((this.pictureWidth + skip - 1) / skip, (this.pictureHeight + skip - 1) / skip, this.width,
				this.height);
	}

}
