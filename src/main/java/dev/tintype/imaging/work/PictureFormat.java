package dev.tintype.imaging.work;

/**
 * The kinds of picture that the service takes, told from their bytes and never from a
 * name.
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
	 * What the name of such a file ends in.
	 * @return in lower case with its dot, such as {@code .jpg}
	 */
	public String suffix() {
		return this.suffix;
	}

}
