package dev.tintype.text.prompt;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.tintype.web.http.Cursor;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;

/**
 * An order of prompts. Each ends in the id.
 */
enum PromptOrder {

	/** The most used first, of these the last used. */
	POPULAR("p.total_uses DESC, p.last_used_at DESC, p.id"),

	/** The last used first. */
	RECENT("p.last_used_at DESC, p.id"),

	/** As they were saved first, which is how they stay. */
	ID("p.id");

	/** What {@code sort} may be. */
	static final List<String> NAMES = List.of("recent", "popular");

	/** The least step of a moment that the databases tell apart. */
	private static final Duration STEP = Duration.ofNanos(1_000);

	private final String orderBy;

	PromptOrder(String orderBy) {
		this.orderBy = orderBy;
	}

	/**
	 * Reads a name.
	 * @param name one of {@link #NAMES}
	 * @return its order
	 */
	static PromptOrder of(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT));
	}

	/**
	 * The order of the rows.
	 * @return SQL behind {@code ORDER BY}
	 */
	String orderBy() {
		return this.orderBy;
	}

	/**
	 * The rows behind a cursor, as ranges that follow each other in this order. An index
	 * enters each where it begins, however many rows share a count or a moment, since its
	 * end is a value and not the absence of one.
	 * @return conditions of which a row meets at most one
	 */
	List<String> behind() {
		return switch (this) {
			case POPULAR -> List.of("p.total_uses = :uses AND p.last_used_at = :used AND p.id > :id",
					"p.total_uses = :uses AND p.last_used_at <= :earlier", "p.total_uses <= :fewer");
			case RECENT -> List.of("p.last_used_at = :used AND p.id > :id", "p.last_used_at <= :earlier");
			case ID -> List.of("p.id > :id");
		};
	}

	/**
	 * The place of a row.
	 * @param prompt the row
	 * @return the cursor behind it
	 */
	Cursor cursor(Prompt prompt) {
		String key = switch (this) {
			case POPULAR -> prompt.totalUses() + " " + prompt.lastUsedAt();
			case RECENT -> prompt.lastUsedAt().toString();
			case ID -> "";
		};
		return new Cursor(label(), key, new UUID(0, prompt.id()));
	}

	/**
	 * The name of the order in its cursors.
	 * @return in lower case
	 */
	String label() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * The values to bind for a cursor.
	 * @param cursor of this order
	 * @return by the names in {@link #behind()}
	 * @throws ProblemException of type {@code INVALID_CURSOR} when it is damaged
	 */
	Map<String, Object> values(Cursor cursor) {
		long id = cursor.id().getLeastSignificantBits();
		if (cursor.id().getMostSignificantBits() != 0) {
			throw damaged();
		}
		return switch (this) {
			case POPULAR -> popular(cursor, id);
			case RECENT -> recent(cursor.instant(), id);
			case ID -> Map.of("id", id);
		};
	}

	private static Map<String, Object> popular(Cursor cursor, long id) {
		String[] keys = cursor.key().split(" ", 2);
		if (keys.length != 2) {
			throw damaged();
		}
		Instant used = new Cursor(cursor.order(), keys[1], cursor.id()).instant();
		try {
			long uses = Long.parseLong(keys[0]);
			return Map.of("uses", uses, "fewer", Math.subtractExact(uses, 1), "used", used, "earlier", used.minus(STEP),
					"id", id);
		}
		catch (ArithmeticException | NumberFormatException ex) {
			throw damaged();
		}
	}

	private static Map<String, Object> recent(Instant used, long id) {
		return Map.of("used", used, "earlier", used.minus(STEP), "id", id);
	}

	private static ProblemException damaged() {
		return new ProblemException(ProblemType.INVALID_CURSOR, "The cursor is damaged.");
	}

}
