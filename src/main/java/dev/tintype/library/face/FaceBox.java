package dev.tintype.library.face;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tintype.imaging.xmp.FaceRegion;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The box of a face, in pixels of the picture as displayed.
 *
 * @param x of the left edge
 * @param y of the upper edge
 * @param width more than 0
 * @param height more than 0
 */
public record FaceBox(double x, double y, double width, double height) {

	/** Two boxes that overlap by more than this show the same face. */
	public static final double SAME_FACE = 0.3;

	/** How far a box may reach over the edge of the picture, in pixels. */
	private static final double TOLERANCE = 1;

	private static final int NUMBERS = 4;

	/**
	 * Reads a box as the table and clients have it.
	 * @param json {@code [x,y,w,h]}
	 * @return null if it is no box
	 */
	public static @Nullable FaceBox of(JsonNode json) {
		if (!json.isArray() || json.size() != NUMBERS) {
			return null;
		}
		for (JsonNode number : json) {
			if (!Double.isFinite(number.doubleValue(Double.NaN))) {
				return null;
			}
		}
		FaceBox box = new FaceBox(json.get(0).doubleValue(), json.get(1).doubleValue(), json.get(2).doubleValue(),
				json.get(3).doubleValue());
		return (box.width > 0 && box.height > 0) ? box : null;
	}

	/**
	 * Reads a box as the table has it.
	 * @param json of the column
	 * @return null if it is no box
	 */
	public static @Nullable FaceBox of(String json) {
		return of(Json.MAPPER.readTree(json));
	}

	/**
	 * Converts a region that a file names.
	 * @param region relative to the picture as displayed
	 * @param pictureWidth as displayed, in pixels
	 * @param pictureHeight as displayed, in pixels
	 * @return the part inside the picture, or null if there is none
	 */
	public static @Nullable FaceBox of(FaceRegion region, int pictureWidth, int pictureHeight) {
		return new FaceBox(region.x() * pictureWidth, region.y() * pictureHeight, region.width() * pictureWidth,
				region.height() * pictureHeight)
			.clipped(pictureWidth, pictureHeight);
	}

	/**
	 * Converts the box to a region.
	 * @param name of the person
	 * @param pictureWidth as displayed, in pixels
	 * @param pictureHeight as displayed, in pixels
	 * @return the region, relative to the picture as displayed
	 */
	public FaceRegion region(String name, int pictureWidth, int pictureHeight) {
		return new FaceRegion(name, this.x / pictureWidth, this.y / pictureHeight, this.width / pictureWidth,
				this.height / pictureHeight);
	}

	/**
	 * Tells how much two boxes overlap.
	 * @return the area of their intersection divided by that of their union (IoU), from 0
	 * to 1
	 */
	public double overlap(FaceBox other) {
		double wide = Math.min(right(), other.right()) - Math.max(this.x, other.x);
		double high = Math.min(bottom(), other.bottom()) - Math.max(this.y, other.y);
		if (wide <= 0 || high <= 0) {
			return 0;
		}
		double common = wide * high;
		return common / (area() + other.area() - common);
	}

	/**
	 * Scales the box to a picture of another size.
	 * @param fromWidth of the picture of this box
	 * @param fromHeight of the picture of this box
	 * @param toWidth of the other picture
	 * @param toHeight of the other picture
	 * @return the box on the other picture, rounded to hundredths of a pixel
	 */
	public FaceBox scaled(int fromWidth, int fromHeight, int toWidth, int toHeight) {
		double wide = (double) toWidth / fromWidth;
		double high = (double) toHeight / fromHeight;
		return new FaceBox(this.x * wide, this.y * high, this.width * wide, this.height * high).rounded();
	}

	/**
	 * Cuts off what is outside a picture.
	 * @return the part inside, or null if there is none
	 */
	public @Nullable FaceBox clipped(int pictureWidth, int pictureHeight) {
		double left = Math.max(0, this.x);
		double top = Math.max(0, this.y);
		double wide = Math.min(pictureWidth, right()) - left;
		double high = Math.min(pictureHeight, bottom()) - top;
		return (wide > 0 && high > 0) ? new FaceBox(left, top, wide, high).rounded() : null;
	}

	/**
	 * Tells whether the box is inside a picture. It may be a pixel too large at each
	 * edge.
	 * @return whether it is
	 */
	public boolean isInside(int pictureWidth, int pictureHeight) {
		return hasOrigin() && right() <= pictureWidth + TOLERANCE && bottom() <= pictureHeight + TOLERANCE;
	}

	/**
	 * Tells whether the box begins inside any picture.
	 * @return false if it reaches more than a pixel over the left or the upper edge
	 */
	public boolean hasOrigin() {
		return this.x >= -TOLERANCE && this.y >= -TOLERANCE;
	}

	/**
	 * Enlarges the box.
	 * @param part how much each side moves out, as a fraction of the box
	 * @return the larger box, which may reach out of the picture
	 */
	public FaceBox withMargin(double part) {
		return new FaceBox(this.x - part * this.width, this.y - part * this.height, (1 + 2 * part) * this.width,
				(1 + 2 * part) * this.height);
	}

	/**
	 * Returns the box as the table and clients have it.
	 * @return {@code [x,y,w,h]}, whole numbers without a fraction
	 */
	@JsonValue
	public ArrayNode json() {
		ArrayNode json = Json.MAPPER.createArrayNode();
		for (double number : new double[] { this.x, this.y, this.width, this.height }) {
			if (number == Math.rint(number) && Math.abs(number) < Integer.MAX_VALUE) {
				json.add((long) number);
			}
			else {
				json.add(number);
			}
		}
		return json;
	}

	private FaceBox rounded() {
		FaceBox box = new FaceBox(rounded(this.x), rounded(this.y), rounded(this.width), rounded(this.height));
		// A face of a tiny picture may be smaller than a hundredth of a pixel.
		return (box.width > 0 && box.height > 0) ? box : this;
	}

	private static double rounded(double number) {
		return Math.rint(number * 100) / 100;
	}

	private double right() {
		return this.x + this.width;
	}

	private double bottom() {
		return this.y + this.height;
	}

	private double area() {
		return this.width * this.height;
	}

}
