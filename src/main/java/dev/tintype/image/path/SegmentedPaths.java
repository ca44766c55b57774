package dev.tintype.image.path;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Stores the cached paths of images in a bounded number of bytes. A path is kept as it
 * stands in an answer, so that a hit is copied and nothing else. It is divided into
 * segments, each with its own lock and its share of the bytes; a full segment makes room
 * by the clock algorithm, which passes over what was asked for since it last came by.
 * <p>
 * Nothing outdated gets in: whoever reads a path from the database takes a stamp before,
 * and what was forgotten meanwhile has another. While it is closed nothing is found and
 * nothing gets in.
 */
final class SegmentedPaths {

	private static final int SEGMENTS = 64;

	private static final int SEGMENT_BITS = 6;

	private final PathSegment[] segments = new PathSegment[SEGMENTS];

	private volatile boolean open;

	/**
	 * A cache that is empty and closed.
	 * @param capacity the most bytes that it takes up, 0 for a cache that stays empty
	 */
	SegmentedPaths(long capacity) {
		for (int i = 0; i < SEGMENTS; i++) {
			this.segments[i] = new PathSegment(capacity / SEGMENTS);
		}
	}

	/** Lets paths in, from readers that began after this. */
	void open() {
		clear();
		this.open = true;
	}

	/** Forgets everything, until it is opened. */
	void close() {
		this.open = false;
		clear();
	}

	/** Forgets everything. */
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
	 * @return the path as a JSON string, quotes and all, in UTF-8; not to be changed;
	 * null if it is not known
	 */
	byte @Nullable [] get(long high, long low) {
		return this.open ? segment(high, low).get(high, low) : null;
	}

	/**
	 * What to show when a path is brought.
	 * @param high the upper half of the image's id
	 * @return a stamp, to be taken before the database is asked
	 */
	int stamp(long high, long low) {
		return segment(high, low).stamp();
	}

	/**
	 * Brings a path.
	 * @param high the upper half of the image's id
	 * @param path as a JSON string in UTF-8
	 * @param stamp that was taken before the database was asked; with an old one nothing
	 * is done
	 */
	void put(long high, long low, byte[] path, int stamp) {
		if (this.open) {
			segment(high, low).put(high, low, path, stamp);
		}
	}

	/**
	 * Forgets a path that has changed or is gone.
	 */
	void forget(UUID id) {
		long high = id.getMostSignificantBits();
		long low = id.getLeastSignificantBits();
		segment(high, low).forget(high, low);
	}

	/**
	 * How much it holds.
	 * @return paths
	 */
	long size() {
		long size = 0;
		for (PathSegment segment : this.segments) {
			size += segment.size();
		}
		return size;
	}

	/**
	 * How much it takes up.
	 * @return bytes, as far as they depend on what it holds
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

	// Fibonacci hashing: of ids that were made one after the other only the low bits
	// differ.
	static int hash(long high, long low) {
		return (int) (((high ^ Long.rotateLeft(low, 32)) * 0x9E3779B97F4A7C15L) >>> 32);
	}

}
