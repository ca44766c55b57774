package dev.tintype.data.batch;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The sizes of chunks and stream pages, and the limits of streams.
 *
 * @param chunkSize the most items of one statement
 * @param concurrency how many chunks of one batch run in parallel, each on its own
 * connection
 * @param pageSize the rows of one page of a stream
 * @param idleTimeout how long a stream with a ready reader may wait for its next page,
 * and how long results may wait for a reader that takes nothing
 * @param memory the most bytes that all streams together hold, null for a sixteenth of
 * the heap
 */
@ConfigurationProperties("tintype.stream")
public record BatchSettings(@DefaultValue("500") int chunkSize, @DefaultValue("4") int concurrency,
		@DefaultValue("1000") int pageSize, @DefaultValue("30s") Duration idleTimeout, @Nullable DataSize memory) {

	/**
	 * Returns the memory limit of all streams together.
	 * @return in bytes
	 */
	public long memoryBytes() {
		return (this.memory != null) ? this.memory.toBytes() : Runtime.getRuntime().maxMemory() / 16;
	}

}
