package dev.tintype.caption.save;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Who wrote a caption. A save replaces the current caption only if its source has at
 * least the rank of that caption. So a model never replaces a person's text (ADR 5).
 */
public enum CaptionSource {

	/** A model. */
	MODEL(1),

	/** An imported collection. */
	IMPORT(2),

	/** A person. */
	HUMAN(3);

	/** The words of all sources. */
	public static final List<String> WORDS = Arrays.stream(values()).map(CaptionSource::word).toList();

	private final int rank;

	CaptionSource(int rank) {
		this.rank = rank;
	}

	/**
	 * Reads a word.
	 * @return its source
	 */
	public static CaptionSource of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT));
	}

	/**
	 * Finds the source of a rank.
	 */
	static CaptionSource ofRank(int rank) {
		return Arrays.stream(values()).filter((source) -> source.rank == rank).findFirst().orElseThrow();
	}

	/**
	 * The word for it in JSON and in the database.
	 * @return in lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Its rank, as in {@code images.caption_rank}.
	 * @return from 1, since 0 means no caption
	 */
	public int rank() {
		return this.rank;
	}

}
