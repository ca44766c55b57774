package dev.tintype.library.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The types of events, and how surely a day near an event belongs to it.
 */
enum EventType {

	/** A day of a set, such as those of a country. */
	HOLIDAY(2, 80),

	/** The birthday of a person. */
	BIRTHDAY(2, 75),

	/** Anything else. */
	CUSTOM(1, 85);

	/** The words for the types. */
	static final List<String> WORDS = Arrays.stream(values()).map(EventType::word).toList();

	private static final int SURE = 100;

	private final int window;

	private final int near;

	EventType(int window, int near) {
		this.window = window;
		this.near = near;
	}

	/**
	 * Returns the type that a word names.
	 */
	static EventType of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT));
	}

	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns how many days before and after an event still belong to it.
	 */
	int window() {
		return this.window;
	}

	/**
	 * Returns how surely a day belongs to an event.
	 * @param days between them, within the window
	 * @return percent
	 */
	int confidence(long days) {
		return (days == 0) ? SURE : this.near;
	}

}
