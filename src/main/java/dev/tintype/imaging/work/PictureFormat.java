package dev.tintype.imaging.work;

/**
 * The picture formats that the service supports. The bytes of a file decide its format,
 * never its name.
 */
public enum PictureFormat {

	/** Baseline or progressive JPEG. */
	JPEG("image/jpeg", ".jpg"),

	/** PNG, animated or not. */
	PNG("image/png", ".png"),

	/** GIF, animated or not. */
	GIF("image/gif", ".gif"),

	/** WebP: lossy, lossless or animated. */
	WEBP("image/webp", ".webp"),

	/** Windows bitmap. */
	BMP("image/bmp", ".bmp"),

	/** TIFF and BigTIFF. */
	TIFF("image/tiff", ".tif");

	private final String mimeType;

	private final String suffix;

	PictureFormat(String mimeType, String suffix) {
		this.mimeType = mimeType;
		this.suffix = suffix;
	}

	/**
	 * The media type.
	 * @return such as {@code image/jpeg}
	 */
	public String mimeType() {
		return this.mimeType;
	}

	/**
	 * The suffix of file names of this format.
	 * @return in lower case with its dot, such as {@code .jpg}
	 */
	public String suffix() {
		return this.suffix;
	}

}
