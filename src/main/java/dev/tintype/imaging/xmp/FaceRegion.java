package dev.tintype.imaging.xmp;

/**
 * A named face. The numbers are fractions of the picture.
 *
 * @param name of the person
 * @param x of the left edge, 0 to 1
 * @param y of the upper edge, 0 to 1
 * @param width more than 0
 * @param height more than 0
 */
public record FaceRegion(String name, double x, double y, double width, double height) {

	/**
	 * Converts a region of the stored picture, as a file describes it, to the picture as
	 * displayed.
	 * @param orientation as in EXIF, 1 to 8
	 * @return the region on the displayed picture
	 */
	public FaceRegion displayed(int orientation) {
		double right = 1 - this.x - this.width;
		double below = 1 - this.y - this.height;
		return switch (orientation) {
			case 2 -> at(right, this.y);
			case 3 -> at(right, below);
			case 4 -> at(this.x, below);
			case 5 -> turned(this.y, this.x);
			case 6 -> turned(below, this.x);
			case 7 -> turned(below, right);
			case 8 -> turned(this.y, right);
			default -> this;
		};
	}

	/**
	 * Converts a region of the displayed picture to the picture as stored.
	 * @param orientation as in EXIF, 1 to 8
	 * @return the region on the stored picture
	 */
	public FaceRegion stored(int orientation) {
		// A quarter turn is undone by the opposite turn; the others undo themselves.
		return displayed((orientation == 6) ? 8 : ((orientation == 8) ? 6 : orientation));
	}

	private FaceRegion at(double left, double top) {
		return new FaceRegion(this.name, left, top, this.width, this.height);
	}

	private FaceRegion turned(double left, double top) {
		return new FaceRegion(this.name, left, top, this.height, this.width);
	}

}
