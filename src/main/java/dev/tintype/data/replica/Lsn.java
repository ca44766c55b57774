package dev.tintype.data.replica;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A position in PostgreSQL's write-ahead log. Positions of one server and its replicas
 * are ordered; a later one includes more writes.
 *
 * @param position in bytes from the beginning of the log, unsigned
 */
public record Lsn(long position) implements Comparable<Lsn> {

	/** The position before the first write. */
	public static final Lsn NONE = new Lsn(0);

	private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

	/** PostgreSQL's XLOG_BLCKSZ, which no distribution changes. */
	private static final int PAGE = 8192;

	/** The size of a page header in the log: PostgreSQL's SizeOfXLogShortPHD. */
	private static final int PAGE_HEADER = 24;

	/**
	 * Reads a position as PostgreSQL writes it.
	 * @param text such as {@code 16/B374D848}
	 * @return the position
	 * @throws IllegalArgumentException if it has another form
	 */
	public static Lsn parse(String text) {
		Matcher halves = FORM.matcher(text);
		if (!halves.matches()) {
			throw new IllegalArgumentException("not a place in the write-ahead log like 16/B374D848");
		}
		return new Lsn(Long.parseLong(halves.group(1), 16) << 32 | Long.parseLong(halves.group(2), 16));
	}

	/**
	 * Returns the end of the last record before an insert position. An insert position at
	 * the start of a page is behind the page's header. The last record ends before the
	 * header, and so does the position of a server that has replayed it.
	 * @return this position or one shortly before
	 */
	Lsn recordEnd() {
		return (this.position % PAGE == PAGE_HEADER) ? new Lsn(this.position - PAGE_HEADER) : this;
	}

	/**
	 * Tells whether a server at this position has all writes up to another one.
	 * @return whether this position is at or behind the other
	 */
	boolean reaches(Lsn other) {
		return compareTo(other) >= 0;
	}

	/**
	 * Returns how much was written between two positions.
	 * @return bytes from this to the other, 0 if the other is before this
	 */
	long bytesTo(Lsn other) {
		return reaches(other) ? 0 : other.position - this.position;
	}

	/**
	 * Returns the later of two positions.
	 * @return this or the other
	 */
	public Lsn max(Lsn other) {
		return reaches(other) ? this : other;
	}

	@Override
	public int compareTo(Lsn other) {
		return Long.compareUnsigned(this.position, other.position);
	}

	@Override
	public String toString() {
		return "%X/%X".formatted(this.position >>> 32, this.position & 0xFFFF_FFFFL);
	}

}
