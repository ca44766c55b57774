package dev.tintype.imaging.thumbnail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of thumbnails.
 *
 * @param quality of WebP and JPEG, 1 to 100
 */
@ConfigurationProperties("tintype.thumbnails")
public record ThumbnailSettings(@DefaultValue("80") int quality) {

	/** Refuses an invalid quality. */
	public ThumbnailSettings {
		if (quality < 1 || quality > 100) {
			throw new IllegalArgumentException("TINTYPE_THUMBNAILS_QUALITY is " + quality + ", not 1 to 100");
		}
	}

}
