package dev.tintype.library.naming;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The pattern by which photos are named, with placeholders in braces.
 *
 * @param text such as <code>{year}-{month}-{day}_{camera}</code>
 */
public record NamingPattern(String text) {

	/** The name of the pattern whose text is a separate setting. */
	public static final String CUSTOM = "custom";

	/** The patterns that have a name, in the order in which users see them. */
	public static final Map<String, String> NAMED = named();

	/** Longest name in bytes of UTF-8. File systems allow 255 with suffix and number. */
	private static final int LONGEST = 200;

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

	private static final Pattern FORBIDDEN = Pattern.compile("[<>:\"/\\\\|?*\\p{Cc}\\p{Cs}]");

	private static final Pattern ENDS = Pattern.compile("^[_. ]+|[_. ]+$");

	private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|(com|lpt)[1-9¹²³])\\s*(\\..*)?");

	private static final Pattern SUFFIX = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");

	private static Map<String, String> named() {
		Map<String, String> patterns = new LinkedHashMap<>();
		patterns.put("original", "{originalFilename}");
		patterns.put("datetime", "{year}-{month}-{day}_{hour}-{minute}-{second}");
		patterns.put("datetime_camera", "{year}-{month}-{day}_{hour}-{minute}-{second}_{camera}");
		patterns.put("ai_descriptive", "{year}-{month}-{day}_{aiDescription}");
		patterns.put("ai_detailed", "{year}-{month}-{day}_{hour}-{minute}_{aiDescription}_{camera}");
		return Collections.unmodifiableMap(patterns);
	}

	/**
	 * Chooses a pattern.
	 * @param name of the pattern; an unknown name means {@code datetime}
	 * @param custom text of the custom pattern; null or blank means {@code datetime}
	 * @return the pattern
	 */
	public static NamingPattern of(@Nullable String name, @Nullable String custom) {
		String text = CUSTOM.equals(name) ? custom : NAMED.get((name != null) ? name : "");
		return new NamingPattern((text != null && !text.isBlank()) ? text : NAMED.getOrDefault("datetime", ""));
	}

	/**
	 * Makes the name of a photo.
	 * @param photo fills the placeholders
	 * @return a name without suffix that every file system accepts, at most 200 bytes
	 */
	public String name(PhotoValues photo) {
		Matcher matcher = PLACEHOLDER.matcher(this.text);
		// One pass: a value that looks like a placeholder stays a text.
		String filled = matcher.replaceAll((match) -> {
			String value = value(match.group(1), photo);
			return Matcher.quoteReplacement((value != null) ? value : match.group(1));
		});
		String clean = FORBIDDEN.matcher(filled.replaceAll("[{}]", "")).replaceAll("_").replaceAll("_{2,}", "_");
		String name = ENDS.matcher(clean).replaceAll("");
		if (name.isEmpty() || DEVICE.matcher(name).matches()) {
			name = "photo_" + name;
		}
		return cut(name);
	}

	private static @Nullable String value(String placeholder, PhotoValues photo) {
		return switch (placeholder) {
			case "year" -> digits(photo.date().getYear(), 4);
			case "month" -> digits(photo.date().getMonthValue(), 2);
			case "day" -> digits(photo.date().getDayOfMonth(), 2);
			case "hour" -> digits(photo.date().getHour(), 2);
			case "minute" -> digits(photo.date().getMinute(), 2);
			case "second" -> digits(photo.date().getSecond(), 2);
			case "camera" -> known(photo.camera(), "UnknownCamera").replaceAll("\\s", "");
			case "lens" -> known(photo.lens(), "UnknownLens").replaceAll("\\s", "");
			case "aiDescription" -> known(photo.aiDescription(), "UnknownImage");
			case "originalFilename" -> known(SUFFIX.matcher(photo.originalFilename()).replaceFirst(""), "UnknownImage");
			default -> null;
		};
	}

	private static String digits(int number, int count) {
		String digits = Integer.toString(number);
		return "0".repeat(Math.max(0, count - digits.length())) + digits;
	}

	private static String known(@Nullable String value, String other) {
		return (value != null && !value.isBlank()) ? value.strip() : other;
	}

	private static String cut(String name) {
		if (name.getBytes(StandardCharsets.UTF_8).length <= LONGEST) {
			return name;
		}
		StringBuilder kept = new StringBuilder();
		int bytes = 0;
		for (int i = 0; i < name.length();) {
			String character = Character.toString(name.codePointAt(i));
			bytes += character.getBytes(StandardCharsets.UTF_8).length;
			if (bytes > LONGEST) {
				break;
			}
			kept.append(character);
			i += character.length();
		}
		return ENDS.matcher(kept).replaceAll("");
	}

}
