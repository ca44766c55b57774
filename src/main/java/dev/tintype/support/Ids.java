package dev.tintype.support;

import java.time.Instant;
import java.util.Comparator;
import java.util.Random;
import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.UUIDClock;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Identifiers of version 7 (RFC 9562), which any process creates without coordination.
 * They sort by creation. That keeps the pages of an index together, and makes a row's id
 * its place in time.
 */
public final class Ids {

	// Ids must differ, but need not be secret. A SecureRandom reads from the system,
	// which would block an event loop.
	private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator(new Random(),
			new SteadyClock());

	/**
	 * The order in which the databases sort ids: by their bytes. {@link UUID#compareTo}
	 * differs, since it compares the two halves as signed numbers.
	 */
	public static final Comparator<UUID> ORDER = Comparator
		.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
		.thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

	private static final int TEXT_LENGTH = 36;

	/** Indexed by character, because batches contain thousands of ids. */
	private static final byte[] DIGITS = digits();

	private Ids() {
	}

	/**
	 * Creates an id that sorts after every earlier one of this process.
	 * @return a UUID of version 7
	 */
	public static synchronized UUID next() {
		// The generator reads its clock before it takes its own lock. Without this lock,
		// a thread that was overtaken would set it back a millisecond and break the
		// order.
		return GENERATOR.generate();
	}

	/**
	 * Returns the time at which an id was created, so that a row's {@code created_at} and
	 * its id give the same order.
	 * @param id one of {@link #next()}
	 * @return its time, in whole milliseconds
	 */
	public static Instant createdAt(UUID id) {
		return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
	}

	/**
	 * Returns the place of a time among ids.
	 * @return an id that sorts before all ids of {@link #next()} from that time on, and
	 * after those of earlier milliseconds
	 */
	public static UUID first(Instant time) {
		return new UUID(time.toEpochMilli() << 16, 0);
	}

	/**
	 * Reads an id from its text form. It is stricter than {@link UUID#fromString}, which
	 * accepts "1-1-1-1-1".
	 * @param text 36 characters in either case
	 * @return null if the text is not an id, which callers treat as an unknown id
	 */
	public static @Nullable UUID parse(String text) {
		if (text.length() != TEXT_LENGTH || text.charAt(8) != '-' || text.charAt(13) != '-' || text.charAt(18) != '-'
				|| text.charAt(23) != '-') {
			return null;
		}
		long first = hex(text, 0, 8);
		long second = hex(text, 9, 13);
		long third = hex(text, 14, 18);
		long fourth = hex(text, 19, 23);
		long last = hex(text, 24, 36);
		return ((first | second | third | fourth | last) < 0) ? null
				: new UUID(first << 32 | second << 16 | third, fourth << 48 | last);
	}

	// At most 48 bits, or -1 if it is not a number.
	private static long hex(String text, int from, int to) {
		long value = 0;
		for (int i = from; i < to; i++) {
			char c = text.charAt(i);
			int digit = (c < DIGITS.length) ? DIGITS[c] : -1;
			if (digit < 0) {
				return -1;
			}
			value = (value << 4) | digit;
		}
		return value;
	}

	private static byte[] digits() {
		byte[] digits = new byte['f' + 1];
		for (char c = 0; c < digits.length; c++) {
			digits[c] = (byte) Character.digit(c, 16);
		}
		return digits;
	}

	/**
	 * The time of day; it stands still while the system's clock is set back.
	 */
	private static final class SteadyClock extends UUIDClock {

		private long latest;

		@Override
		public synchronized long currentTimeMillis() {
			this.latest = Math.max(this.latest, super.currentTimeMillis());
			return this.latest;
		}

	}

}
