package dev.tintype.caption.save;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Who wrote a caption. A save replaces the current caption only when its source has at
 * least that caption's rank: a person's text is never lost to a model.
 */
enum CaptionSource {

	/** A model. */
	MODEL(1),

	/** A collection brought in from elsewhere. */
	IMPORT(2),

	/** A person. */
	HUMAN(3);

	/** The words that stand for them. */
	static final List<String> WORDS = Arrays.stream(values()).map(CaptionSource::word).toList();

	private final int rank;

	CaptionSource(int rank) {
		this.rank = rank;
	}

	/**
	 * Reads a word.
	 * @return its source
	 */
	static CaptionSource of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT));
	}

	/**
	 * The word that stands for it in JSON and in the database.
	 * @return in lower case
	 */
	String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Its rank, as {@code images.caption_rank} holds it.
	 * @return from 1; 0 is no caption
	 */
	int rank() {
		return this.rank;
	}

}
