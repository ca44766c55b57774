package dev.tintype.library.conflict;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What tells whether two similar pictures are a burst, and which of them is better.
 *
 * @param name the original file name
 * @param camera null if it is unknown
 * @param width in pixels, as displayed; 0 if it is unknown
 * @param height in pixels, as displayed; 0 if it is unknown
 * @param takenAt null if it is unknown
 */
public record Shot(String name, @Nullable String camera, int width, int height, @Nullable LocalDateTime takenAt) {

	private static final Duration LONGEST_BURST = Duration.ofSeconds(30);

	private static final int FARTHEST_NUMBER = 10;

	/** The last number of a name. A longer one is no number of a camera. */
	private static final Pattern NUMBER = Pattern.compile("(.*?)([0-9]{1,18})([^0-9]*)");

	/** Names with these words are copies of others. */
	private static final Pattern COPY = Pattern.compile("edited|modified|copy|version|final|export");

	private static final double MORE_PIXELS = 1.1;

	/**
	 * Tells whether two pictures are a burst: the camera took them within 30 s, and they
	 * differ in their time or slightly in the number of their name.
	 * @return whether they are
	 */
	public boolean isBurstWith(Shot other) {
		boolean isSameCamera = this.camera != null && this.camera.equals(other.camera) && this.width > 0
				&& this.width == other.width && this.height == other.height;
		if (!isSameCamera || this.takenAt == null || other.takenAt == null) {
			return false;
		}
		Duration apart = Duration.between(this.takenAt, other.takenAt).abs();
		return apart.compareTo(LONGEST_BURST) <= 0 && (!apart.isZero() || isNextTo(other));
	}

	private boolean isNextTo(Shot other) {
		Matcher one = NUMBER.matcher(stem());
		Matcher two = NUMBER.matcher(other.stem());
		if (!one.matches() || !two.matches() || !Objects.equals(one.group(1), two.group(1))
				|| !Objects.equals(one.group(3), two.group(3))) {
			return false;
		}
		long apart = Math.abs(Long.parseLong(one.group(2)) - Long.parseLong(two.group(2)));
		return apart >= 1 && apart <= FARTHEST_NUMBER;
	}

	/**
	 * Suggests what to do with a new picture that is like an existing one.
	 * @param existing the existing picture
	 * @return the suggestion
	 */
	public Suggestion suggest(Shot existing) {
		boolean isCopy = COPY.matcher(stem()).find();
		boolean isOldCopy = COPY.matcher(existing.stem()).find();
		if (isCopy && !isOldCopy) {
			return Suggestion.of(Suggestion.Action.KEEP_EXISTING,
					"Only the name of the new picture says that it is a copy.");
		}
		if (isOldCopy && !isCopy) {
			return Suggestion.of(Suggestion.Action.REPLACE,
					"Only the name of the existing picture says that it is a copy.");
		}
		if (pixels() > MORE_PIXELS * existing.pixels()) {
			return Suggestion.of(Suggestion.Action.REPLACE, "The new picture has more pixels.");
		}
		return Suggestion.of(Suggestion.Action.KEEP_BOTH, "Neither picture is clearly better.");
	}

	private long pixels() {
		return (long) this.width * this.height;
	}

	private String stem() {
		int dot = this.name.lastIndexOf('.');
		return ((dot > 0) ? this.name.substring(0, dot) : this.name).toLowerCase(Locale.ROOT);
	}

}
