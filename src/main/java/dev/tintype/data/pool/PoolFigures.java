package dev.tintype.data.pool;

/**
 * How the connections of a pool are used at one moment.
 *
 * @param size how many are open
 * @param idle of these wait for work
 * @param acquired of these are at work
 * @param pending how many wait for a connection
 * @param minSize as many are kept open
 * @param maxSize all of them
 */
public record PoolFigures(int size, int idle, int acquired, int pending, int minSize, int maxSize) {
}
