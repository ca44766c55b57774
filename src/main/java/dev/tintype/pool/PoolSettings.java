package dev.tintype.pool;

import java.time.Duration;

/**
 * The sizes and time limits of a pool.
 *
 * @param minConnections that are kept open
 * @param maxConnections all of them
 * @param recycle the greatest age of a connection
 * @param acquireTimeout how long a request waits for a connection
 */
public record PoolSettings(int minConnections, int maxConnections, Duration recycle, Duration acquireTimeout) {
}
