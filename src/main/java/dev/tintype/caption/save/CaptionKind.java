package dev.tintype.caption.save;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What an operation on captions did.
 */
public enum CaptionKind {

	/** Captions were saved by requests. */
	SAVE,

	/** Captions were imported from files. */
	IMPORT,

	/** The current captions of many images were edited. */
	EDIT,

	/** The current captions were cleared. */
	CLEAR,

	/** Captions of the history were chosen again. */
	CHOOSE,

	/** Workers captioned images in a run. */
	RUN;

	/** The words of all kinds. */
	public static final List<String> WORDS = Arrays.stream(values()).map(CaptionKind::word).toList();

	/**
	 * The word for it in JSON and in the database.
	 * @return in lower case
	 */
	public String word() {
		return name().toLowerCase(Locale.ROOT);
	}

}
