package dev.tintype.library.setting;

import java.util.List;
import java.util.function.Function;

import dev.tintype.library.naming.NamingPattern;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The settings that the service reads, and the values that each accepts. Users may keep
 * other settings too.
 */
final class KnownSettings {

	/** All of them, in the order in which they are seeded. */
	static final List<KnownSetting> ALL = List.of(
			new KnownSetting(LibrarySettings.NAMING, "naming", LibrarySettings.NAMING_DEFAULT,
					"The pattern by which silver and gold files are named", KnownSettings::patternFault),
			new KnownSetting(LibrarySettings.CUSTOM_NAMING, "naming", LibrarySettings.CUSTOM_NAMING_DEFAULT,
					"The text of the pattern \"custom\"", (value) -> Texts.fault(value, 1, Texts.NAME_LENGTH)),
			new KnownSetting(LibrarySettings.HOLIDAYS, "events", LibrarySettings.HOLIDAYS_DEFAULT,
					"The holiday sets that detection uses, as a JSON array", KnownSettings::holidaysFault),
			new KnownSetting(LibrarySettings.TRASH_DAYS, "library", "30",
					"The days after which an asset in the trash is deleted; 0 keeps it",
					numberFault(0, LibrarySettings.MOST_DAYS)),
			new KnownSetting(LibrarySettings.DUPLICATES, "library", "95",
					"The similarity in percent from which an ingested picture is reported as a conflict",
					numberFault(LibrarySettings.LEAST_SIMILARITY, LibrarySettings.MOST_SIMILARITY)),
			new KnownSetting(LibrarySettings.FACE_REGIONS, "library", "true",
					"Whether named face regions of ingested files become faces", KnownSettings::flagFault));

	private KnownSettings() {
	}

	/**
	 * Finds a setting.
	 * @return null if the service does not know it
	 */
	static @Nullable KnownSetting find(String key) {
		return ALL.stream().filter((known) -> known.key().equals(key)).findFirst().orElse(null);
	}

	/**
	 * Validates the value of a setting.
	 * @return a short text for people that begins with a verb; null if the service does
	 * not know the setting or accepts the value
	 */
	static @Nullable String fault(String key, String value) {
		KnownSetting known = find(key);
		return (known != null) ? known.fault().apply(value) : null;
	}

	private static @Nullable String patternFault(String value) {
		return (NamingPattern.NAMED.containsKey(value) || value.equals(NamingPattern.CUSTOM)) ? null
				: "must be one of " + NamingPattern.NAMED.keySet() + " or " + NamingPattern.CUSTOM;
	}

	private static Function<String, @Nullable String> numberFault(long least, long most) {
		return (value) -> {
			try {
				long number = Long.parseLong(value);
				return (number >= least && number <= most) ? null : "must be between " + least + " and " + most;
			}
			catch (NumberFormatException ex) {
				return "must be a whole number";
			}
		};
	}

	private static @Nullable String flagFault(String value) {
		return List.of("true", "false").contains(value) ? null : "must be true or false";
	}

	private static @Nullable String holidaysFault(String value) {
		return (codes(value) != null) ? null : "must be a JSON array of codes, such as [\"US\",\"UK\"]";
	}

	/**
	 * Reads a list of codes.
	 * @return null if the text is not a JSON array of texts that are not empty
	 */
	static @Nullable List<String> codes(String value) {
		try {
			JsonNode json = Json.MAPPER.readTree(value);
			boolean isList = json.isArray() && json.valueStream()
				.allMatch((code) -> code.isString() && Texts.fault(code.stringValue(), 1, Texts.NAME_LENGTH) == null);
			return isList ? json.valueStream().map(JsonNode::stringValue).toList() : null;
		}
		catch (JacksonException ex) {
			return null;
		}
	}

}
