package dev.tintype.imaging.work;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits the cost of reading pictures.
 *
 * @param maxPixels the largest product of width and height
 * @param decodeTimeout how long one picture may be decoded, not counting its wait
 * @param workers how many pictures are processed at once; 0 means one per core
 * @param maxDecodeMemory limit of the memory outside the Java heap for all decoders
 * together; only progressive JPEG and lossless WebP need a notable amount
 */
@ConfigurationProperties("tintype.pictures")
public record PictureSettings(@DefaultValue("100000000") long maxPixels, @DefaultValue("20s") Duration decodeTimeout,
		@DefaultValue("0") int workers, @DefaultValue("320MB") DataSize maxDecodeMemory) {

	/** Replaces 0 workers by the number of cores. */
	public PictureSettings {
		workers = (workers > 0) ? workers : Runtime.getRuntime().availableProcessors();
	}

}
