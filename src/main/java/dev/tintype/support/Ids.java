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
 * Identifiers of version 7 (RFC 9562): made anywhere without asking, they sort by
 * creation, which keeps the pages of an index together and makes a row's id its place in
 * time.
 */
public final class Ids {

	// Ids must differ, not be secret, and a SecureRandom reads from the system, which
	// would
	// block an event loop.
	private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator(new Random(),
			new SteadyClock());

	/**
	 * The order in which the databases sort ids: by their bytes. {@link UUID#compareTo}
	 * differs, since it takes the two halves for signed numbers.
	 */
	public static final Comparator<UUID> ORDER = Comparator
		.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
		.thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

	private static final int TEXT_LENGTH = 36;

	private Ids() {
	}

	/**
	 * Makes an id that sorts behind every one made before it by this process.
	 * @return a UUID of version 7
	 */
	public static synchronized UUID next() {
		// The generator reads its clock before it takes its own lock: unguarded, a thread
		// that
		// was overtaken takes it back a millisecond, and the order is lost.
		return GENERATOR.generate();
	}

	/**
	 * The moment at which an id was made, so that a row's {@code created_at} and its id
	 * give one order.
	 * @param id one of {@link #next()}
	 * @return its moment, in whole milliseconds
	 */
	public static Instant createdAt(UUID id) {
		return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
	}

	/**
	 * Reads an id in its text form. Stricter than {@link UUID#fromString}, which takes
	 * "1-1-1-1-1" for an id.
	 * @param text 36 characters in either case
	 * @return null when the text is no id at all, which callers treat as an unknown id
	 */
	public static @Nullable UUID parse(String text) {
		if (text.length() != TEXT_LENGTH || text.charAt(8) != '-' || text.charAt(13) != '-' || text.charAt(18) != '-'
				|| text.charAt(23) != '-') {
			return null;
		}
		long high = hex(text, 0, 8) << 32 | hex(text, 9, 13) << 16 | hex(text, 14, 18);
		long low = hex(text, 19, 23) << 48 | hex(text, 24, 36);
		return allHex(text) ? new UUID(high, low) : null;
	}

	private static boolean allHex(String text) {
		int dashes = 0;
		for (int i = 0; i < TEXT_LENGTH; i++) {
			char c = text.charAt(i);
			if (c == '-') {
				dashes++;
			}
			else if (c > 'f' || Character.digit(c, 16) < 0) {
				return false;
			}
		}
		return dashes == 4;
	}

	private static long hex(String text, int from, int to) {
		long value = 0;
		for (int i = from; i < to; i++) {
			value = (value << 4) | (Character.digit(text.charAt(i), 16) & 0xF);
		}
		return value;
	}

	/**
	 * The time of day, which stands still where the system's clock is set back.
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
