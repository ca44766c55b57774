package dev.tintype.data.replica;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in PostgreSQL's write-ahead log. Places of one server, and of those that follow
 * it, are ordered; later ones know more.
 *
 * @param position in bytes from the beginning of the log, unsigned
 */
public record Lsn(long position) implements Comparable<Lsn> {

	/** Before anything was written. */
	public static final Lsn NONE = new Lsn(0);

	private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

	/** PostgreSQL's XLOG_BLCKSZ, which no distribution changes. */
	private static final int PAGE = 8192;

	/** Of a page of the log, PostgreSQL's SizeOfXLogShortPHD. */
	private static final int PAGE_HEADER = 24;

	/**
	 * Reads a place as PostgreSQL writes it.
	 * @param text such as {@code 16/B374D848}
	 * @return the place
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
	 * The end of the last record before the place at which the next one would be
	 * inserted. If that is the first of a page, it is behind the page's header, whereas
	 * the last record, hence a server that has replayed it, ends before the header.
	 * @return this place or one shortly before
	 */
	Lsn recordEnd() {
		return (this.position % PAGE == PAGE_HEADER) ? new Lsn(this.position - PAGE_HEADER) : this;
	}

	/**
	 * Tells whether a server that is here knows all that was written before a place.
	 * @return whether this is there or beyond
	 */
	boolean reaches(Lsn other) {
		return compareTo(other) >= 0;
	}

	/**
	 * How much was written between two places.
	 * @return bytes from this to the other, 0 if the other is before this
	 */
	long bytesTo(Lsn other) {
		return reaches(other) ? 0 : other.position - this.position;
	}

	/**
	 * The later of two places.
	 * @param other another place
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
