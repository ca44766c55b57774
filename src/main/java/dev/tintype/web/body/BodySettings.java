package dev.tintype.web.body;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of request bodies. A body of NDJSON may be endless, so it has neither a size nor
 * a total time; its limit is the pause between two lines. Only time in which the service
 * waits for bytes counts.
 *
 * @param maxSize the most bytes of a body, after decompression, whatever endpoint reads
 * it
 * @param minRate the fewest bytes a second, as the mean of a window
 * @param window how long the service waits before it looks at the rate, and how long it
 * waits for the rest of a line of NDJSON
 * @param timeout how long the service waits for one body altogether
 * @param linePause how long the service waits for the next line of NDJSON to begin
 */
@ConfigurationProperties("tintype.server.body")
record BodySettings(@DefaultValue("2GB") DataSize maxSize, @DefaultValue("1KB") DataSize minRate,
		@DefaultValue("30s") Duration window, @DefaultValue("1h") Duration timeout,
		@DefaultValue("5m") Duration linePause) {

}
