package dev.tintype.caption.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The images that a run omits.
 */
enum Skip {

	/** Images that have a caption. */
	CAPTIONED,

	/** Images for which the history has a caption of the same model. */
	SAME_MODEL,

	/** No image. */
	NONE;

	static final List<String> WORDS = Arrays.stream(values()).map(Skip::word).toList();

	String word() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	static Skip of(String word) {
		return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
	}

}
