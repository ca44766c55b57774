package dev.tintype.imaging.thumbnail;

/**
 * What a thumbnail can be encoded as.
 */
public enum ThumbnailFormat {

	/** Lossy WebP, the smaller. */
	WEBP("image/webp"),

	/** Baseline JPEG, for readers that know nothing newer. */
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
