package dev.tintype.web.body;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of request bodies. A body of NDJSON may be endless, so only the pause between
 * two lines is limited, not its size or total time. Only time in which the service waits
 * for bytes counts.
 *
 * @param maxSize the most bytes of a body after decompression, for every endpoint
 * @param minRate the fewest bytes per second, averaged over a window
 * @param window how long the service waits before it checks the rate, and how long it
 * waits for the rest of a line of NDJSON
 * @param timeout how long the service waits for one body in total
 * @param linePause how long the service waits for the next line of NDJSON to begin
 */
@ConfigurationProperties("tintype.server.body")
record BodySettings(@DefaultValue("2GB") DataSize maxSize, @DefaultValue("1KB") DataSize minRate,
		@DefaultValue("30s") Duration window, @DefaultValue("1h") Duration timeout,
		@DefaultValue("5m") Duration linePause) {

}
