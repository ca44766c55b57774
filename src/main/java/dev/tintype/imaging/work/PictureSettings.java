package dev.tintype.imaging.work;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What reading pictures may cost.
 *
 * @param maxPixels the largest product of width and height
 * @param decodeTimeout how long one picture may be decoded, not counting its wait
 * @param workers how many pictures are worked on at once; 0 stands for one a core
 * @param maxDecodeMemory how much memory outside the Java heap all decoders may take
 * together: only progressive JPEG and lossless WebP take any worth mentioning
 */
@ConfigurationProperties("tintype.pictures")
public record PictureSettings(@DefaultValue("100000000") long maxPixels, @DefaultValue("20s") Duration decodeTimeout,
		@DefaultValue("0") int workers, @DefaultValue("320MB") DataSize maxDecodeMemory) {

	/** Fills in the number of cores. */
	public PictureSettings {
		workers = (workers > 0) ? workers : Runtime.getRuntime().availableProcessors();
	}

}
