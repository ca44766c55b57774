package dev.tintype.library.setting;

import java.util.Map;
import java.util.function.Function;

import dev.tintype.library.naming.NamingPattern;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;

/**
 * The settings that the service reads, and the values that each accepts. Users may keep
 * other settings too.
 */
final class KnownSettings {

	private static final Map<String, Function<String, @Nullable String>> FAULTS = Map.of(LibrarySettings.NAMING,
			KnownSettings::patternFault, LibrarySettings.CUSTOM_NAMING,
			(value) -> Texts.fault(value, 1, Texts.NAME_LENGTH), LibrarySettings.TRASH_DAYS, KnownSettings::daysFault,
			LibrarySettings.FACE_REGIONS, KnownSettings::flagFault);

	private KnownSettings() {
	}

	/**
	 * Validates the value of a setting.
	 * @return a short text for people that begins with a verb; null if the service does
	 * not know the setting or accepts the value
	 */
	static @Nullable String fault(String key, String value) {
		Function<String, @Nullable String> fault = FAULTS.get(key);
		return (fault != null) ? fault.apply(value) : null;
	}

	private static @Nullable String patternFault(String value) {
		return (NamingPattern.NAMED.containsKey(value) || value.equals(NamingPattern.CUSTOM)) ? null
				: "must be one of " + NamingPattern.NAMED.keySet() + " or " + NamingPattern.CUSTOM;
	}

	private static @Nullable String flagFault(String value) {
		return (value.equals("true") || value.equals("false")) ? null : "must be true or false";
	}

	private static @Nullable String daysFault(String value) {
		try {
			long days = Long.parseLong(value);
			return (days >= 0 && days <= LibrarySettings.MOST_DAYS) ? null
					: "must be between 0 and " + LibrarySettings.MOST_DAYS;
		}
		catch (NumberFormatException ex) {
			return "must be a number of days";
		}
	}

}
