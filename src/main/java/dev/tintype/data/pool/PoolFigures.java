package dev.tintype.data.pool;

/**
 * How the connections of a pool are used at one moment.
 *
 * @param size open connections
 * @param idle open connections that are not in use
 * @param acquired connections in use
 * @param pending requests that wait for a connection
 * @param minSize connections that are kept open
 * @param maxSize the most connections
 */
public record PoolFigures(int size, int idle, int acquired, int pending, int minSize, int maxSize) {
}
