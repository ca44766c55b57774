package dev.tintype.imaging.thumbnail;

import java.awt.Rectangle;

/**
 * A part of a picture, in pixels of the picture as displayed. It may reach out of the
 * picture.
 *
 * @param x of the left edge
 * @param y of the upper edge
 * @param width more than 0
 * @param height more than 0
 */
public record CropArea(double x, double y, double width, double height) {

	/**
	 * Returns how far a picture is reduced if this part is to have a given size.
	 * @return at most 1
	 */
	double scale(int longestSide) {
		return Math.min(1, longestSide / Math.max(this.width, this.height));
	}

	/**
	 * Returns the part of a reduced picture.
	 * @param width of the reduced picture
	 * @param height of the reduced picture
	 * @param scale how far it is reduced
	 * @return the pixels inside, empty if there are none
	 */
	Rectangle of(int width, int height, double scale) {
		int left = (int) Math.floor(Math.max(0, this.x * scale));
		int top = (int) Math.floor(Math.max(0, this.y * scale));
		int right = (int) Math.ceil(Math.min(width, (this.x + this.width) * scale));
		int bottom = (int) Math.ceil(Math.min(height, (this.y + this.height) * scale));
		return new Rectangle(left, top, right - left, bottom - top);
	}

}
