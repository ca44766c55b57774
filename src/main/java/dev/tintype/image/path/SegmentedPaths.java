package dev.tintype.image.path;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Stores the cached paths of images in a bounded number of bytes (ADR 11). It stores a
 * path as the bytes of a response, so that a hit is only copied. There are 64 segments,
 * each with its own lock and an equal share of the memory. A full segment evicts by the
 * clock algorithm, which spares paths that were looked up since its last round.
 * <p>
 * The cache never stores a stale path. A lookup takes the segment's stamp before it reads
 * the database, and a removal changes the stamp. A closed cache is empty and stores
 * nothing.
 */
final class SegmentedPaths {

	private static final int SEGMENTS = 64;

	private static final int SEGMENT_BITS = 6;

	private final PathSegment[] segments = new PathSegment[SEGMENTS];

	private volatile boolean open;

	/**
	 * Creates an empty, closed cache.
	 * @param capacity the maximum size in bytes, 0 for a cache that stays empty
	 */
	SegmentedPaths(long capacity) {
		for (int i = 0; i < SEGMENTS; i++) {
			this.segments[i] = new PathSegment(capacity / SEGMENTS);
		}
	}

	/** Opens the cache for lookups that begin after this call. */
	void open() {
		clear();
		this.open = true;
	}

	/** Removes all paths and closes the cache. */
	void close() {
		this.open = false;
		clear();
	}

	/** Removes all paths. */
	void clear() {
		for (PathSegment segment : this.segments) {
			segment.clear();
		}
	}

	boolean isOpen() {
		return this.open;
	}

	/**
	 * Looks a path up.
	 * @param high the upper half of the image's id
	 * @return the path as a quoted JSON string in UTF-8, which callers must not change;
	 * null if it is not cached
	 */
	byte @Nullable [] get(long high, long low) {
		return this.open ? segment(high, low).get(high, low) : null;
	}

	/**
	 * Returns the stamp that {@link #put} needs; read it before the database.
	 * @param high the upper half of the image's id
	 */
	int stamp(long high, long low) {
		return segment(high, low).stamp();
	}

	/**
	 * Stores a path.
	 * @param high the upper half of the image's id
	 * @param path as a JSON string in UTF-8
	 * @param stamp read before the database; a stamp that has changed since then stores
	 * nothing
	 */
	void put(long high, long low, byte[] path, int stamp) {
		if (this.open) {
			segment(high, low).put(high, low, path, stamp);
		}
	}

	/**
	 * Removes a path.
	 */
	void forget(UUID id) {
		long high = id.getMostSignificantBits();
		long low = id.getLeastSignificantBits();
		segment(high, low).forget(high, low);
	}

	/**
	 * The number of paths.
	 */
	long size() {
		long size = 0;
		for (PathSegment segment : this.segments) {
			size += segment.size();
		}
		return size;
	}

	/**
	 * The memory in bytes, as far as it depends on the content.
	 */
	long bytes() {
		long bytes = 0;
		for (PathSegment segment : this.segments) {
			bytes += segment.bytes();
		}
		return bytes;
	}

	private PathSegment segment(long high, long low) {
		return this.segments[hash(high, low) >>> (Integer.SIZE - SEGMENT_BITS)];
	}

	// Fibonacci hashing: consecutive ids differ in their low bits only.
	static int hash(long high, long low) {
		return (int) (((high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L) >>> 32);
	}

}
