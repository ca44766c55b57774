package dev.tintype.data.batch;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How batches are cut and streams are paged.
 *
 * @param chunkSize the most items of one statement
 * @param concurrency how many chunks of one batch run side by side, each on a connection
 * @param pageSize the rows of one page of a stream
 * @param idleTimeout how long a stream whose reader is ready may wait for its next page,
 * and how long results may wait for a reader that takes nothing
 * @param memory the most bytes that all streams together hold, null for a sixteenth of
 * the heap
 */
@ConfigurationProperties("tintype.stream")
public record BatchSettings(@DefaultValue("500") int chunkSize, @DefaultValue("4") int concurrency,
		@DefaultValue("1000") int pageSize, @DefaultValue("30s") Duration idleTimeout, @Nullable DataSize memory) {

	/**
	 * The memory of all streams together.
	 * @return bytes
	 */
	public long memoryBytes() {
		return (this.memory != null) ? this.memory.toBytes() : Runtime.getRuntime().maxMemory() / 16;
	}

}
