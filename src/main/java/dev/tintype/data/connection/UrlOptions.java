package dev.tintype.data.connection;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.tintype.support.DataSettings;
import org.jspecify.annotations.Nullable;

/**
 * The options of a PostgreSQL URL, each at most once.
 *
 * @param values checked, by option
 */
public record UrlOptions(Map<UrlOption, String> values) {

	public static final UrlOptions NONE = new UrlOptions(Map.of());

	/** How long a connection may take to open if the URL says nothing, in seconds. */
	private static final int CONNECT_SECONDS = 5;

	public UrlOptions {
		values = values.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(values));
	}

	/**
	 * Parses a query.
	 * @param query after the question mark, {@code name=value} separated by {@code &}
	 * @return the options, decoded
	 * @throws DatabaseSettingsException if one is unknown, has no value or a wrong one,
	 * or has two different values
	 */
	static UrlOptions parse(String query) {
		Map<UrlOption, String> values = new EnumMap<>(UrlOption.class);
		for (String pair : query.split("&")) {
			if (!pair.isEmpty()) {
				int equals = (pair.indexOf('=') >= 0) ? pair.indexOf('=') : pair.length();
				UrlOption option = UrlOption.of(DatabaseUrl.decode(pair.substring(0, equals)));
				String value = option.check(DatabaseUrl.decode(pair.substring(Math.min(equals + 1, pair.length()))));
				String other = values.put(option, value);
				if (other != null && !other.equals(value)) {
					throw new DatabaseSettingsException(
							"The option " + option.word() + " is in the database's URL twice, with different values");
				}
			}
		}
		return new UrlOptions(values);
	}

	public @Nullable String get(UrlOption option) {
		return this.values.get(option);
	}

	/**
	 * Fills open options from less specific ones.
	 * @param below the less specific options
	 * @return both in one
	 */
	public UrlOptions or(UrlOptions below) {
		Map<UrlOption, String> both = new EnumMap<>(UrlOption.class);
		both.putAll(below.values);
		both.putAll(this.values);
		return new UrlOptions(both);
	}

	public UrlOptions without(Predicate<UrlOption> unwanted) {
		Map<UrlOption, String> rest = new EnumMap<>(UrlOption.class);
		this.values.forEach((option, value) -> {
			if (!unwanted.test(option)) {
				rest.put(option, value);
			}
		});
		return new UrlOptions(rest);
	}

	public List<String> withoutEffect() {
		return this.values.keySet().stream().filter(UrlOption::isWithoutEffect).map(UrlOption::word).toList();
	}

	public String applicationName() {
		return this.values.getOrDefault(UrlOption.APPLICATION_NAME, "tintype");
	}

	Duration connectTimeout() {
		int seconds = Integer.parseInt(this.values.getOrDefault(UrlOption.CONNECT_TIMEOUT, "0"));
		return Duration.ofSeconds((seconds > 0) ? seconds : CONNECT_SECONDS);
	}

	boolean keepsAlive() {
		return !"false".equals(get(UrlOption.KEEPALIVES));
	}

	/**
	 * Tells how the server lends sessions, if the user says so.
	 * @return true for one per transaction, false for one per connection, null if the
	 * service must find out
	 */
	public @Nullable Boolean pooler() {
		String value = get(UrlOption.POOLER);
		return (value != null) ? Boolean.valueOf(value) : null;
	}

	/**
	 * Returns how many named prepared statements a connection may have.
	 * @param usual the number if the URL says nothing
	 * @return 0 for none, negative for any number
	 */
	int namedStatements(int usual) {
		if ("0".equals(get(UrlOption.PREPARE_THRESHOLD))) {
			return 0;
		}
		String value = get(UrlOption.STATEMENT_CACHE);
		return (value != null) ? Integer.parseInt(value) : usual;
	}

	@Nullable Path file(UrlOption option) {
		String value = get(option);
		return (value != null) ? DataSettings.absolute(value) : null;
	}

	// The password of a key is a secret.
	@Override
	public String toString() {
		return "UrlOptions" + this.values.keySet().stream().map(UrlOption::word).collect(Collectors.toList());
	}

}
