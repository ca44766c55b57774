package dev.tintype.search.regex;

import java.io.IOException;
import java.io.Reader;
import java.sql.SQLTimeoutException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.google.re2j.Pattern;
import dev.tintype.support.AnyCase;
import org.jspecify.annotations.Nullable;

/**
 * The SQL functions of H2 that are written in Java: {@code matches_regex},
 * {@code fold_case} and {@code contains_folded}. H2's own regular expressions can take
 * exponential time, which its query timeout does not end.
 */
public final class H2Function {

	private static final int MOST_PATTERNS = 256;

	private static final int CHARACTERS_BETWEEN_LOOKS = 1024;

	private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

	private H2Function() {
	}

	/**
	 * Whether a pattern matches anywhere in a text.
	 * @param pattern for RE2/J
	 * @param until the deadline of the statement, on the clock of {@link System#nanoTime}
	 * @return null when the text is null
	 * @throws SQLTimeoutException after the deadline, which ends the statement
	 */
	public static @Nullable Boolean matches(@Nullable String text, String pattern, long until)
			throws SQLTimeoutException {
		return (text != null) ? found(text, pattern, until) : null;
	}

	/**
	 * Whether a pattern matches anywhere in a stream of text. H2 selects this overload by
	 * the number of parameters.
	 * @param pattern for RE2/J
	 * @param until the deadline of the statement, on the clock of {@link System#nanoTime}
	 * @param length of the text, in UTF-16 code units
	 * @return null when the text is null
	 * @throws SQLTimeoutException after the deadline, which ends the statement
	 */
	public static @Nullable Boolean matches(@Nullable Reader text, String pattern, long until, long length)
			throws SQLTimeoutException {
		return (text != null) ? found(new StreamedText(text, Math.toIntExact(length)), pattern, until) : null;
	}

	/**
	 * Folds a text for comparison in any case.
	 * @return null when the text is null
	 */
	public static @Nullable String foldCase(@Nullable String text) {
		return (text != null) ? AnyCase.fold(text) : null;
	}

	/**
	 * Whether a large text contains another in any case.
	 * @param text may be null; only a few kilobytes of it are in memory
	 * @param part folded
	 * @return null when the text is null
	 */
	public static @Nullable Boolean containsFolded(@Nullable Reader text, String part) throws IOException {
		return (text != null) ? FoldedStream.contains(text, part) : null;
	}

	private static boolean found(CharSequence text, String pattern, long until) throws SQLTimeoutException {
		try {
			look(until);
			return compiled(pattern).matcher(new WatchedText(text, until)).find();
		}
		catch (LateException ex) {
			throw new SQLTimeoutException(ex.getMessage(), RegexLimit.CANCELED, ex);
		}
	}

	private static Pattern compiled(String pattern) {
		Pattern known = PATTERNS.get(pattern);
		if (known != null) {
			return known;
		}
		if (PATTERNS.size() >= MOST_PATTERNS) {
			PATTERNS.clear();
		}
		return PATTERNS.computeIfAbsent(pattern, Pattern::compile);
	}

	private static void look(long until) {
		if (System.nanoTime() - until > 0) {
			throw new LateException();
		}
	}

	/**
	 * A text that checks the deadline while it is read: a long text with a large pattern
	 * can take longer than the limit.
	 */
	private static final class WatchedText implements CharSequence {

		private final CharSequence text;

		private final long until;

		private int read;

		WatchedText(CharSequence text, long until) {
			this.text = text;
			this.until = until;
		}

		@Override
		public char charAt(int index) {
			if (++this.read % CHARACTERS_BETWEEN_LOOKS == 0) {
				look(this.until);
			}
			return this.text.charAt(index);
		}

		@Override
		public int length() {
			return this.text.length();
		}

		@Override
		public CharSequence subSequence(int start, int end) {
			return this.text.subSequence(start, end);
		}

		@Override
		public String toString() {
			return this.text.toString();
		}

	}

	/**
	 * The deadline has passed within a text.
	 */
	private static final class LateException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		LateException() {
			super("The regular expression took too long", null, false, false);
		}

	}

}
