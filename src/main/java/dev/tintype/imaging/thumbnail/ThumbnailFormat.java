package dev.tintype.imaging.thumbnail;

/**
 * The formats in which thumbnails can be encoded.
 */
public enum ThumbnailFormat {

	/** Lossy WebP, the smaller of the two. */
	WEBP("image/webp"),

	/** Baseline JPEG, for clients without WebP. */
	JPEG("image/jpeg");

	private final String mimeType;

	ThumbnailFormat(String mimeType) {
		this.mimeType = mimeType;
	}

	/**
	 * The media type.
	 * @return such as {@code image/webp}
	 */
	public String mimeType() {
		return this.mimeType;
	}

}
