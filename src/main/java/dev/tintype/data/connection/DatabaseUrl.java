package dev.tintype.data.connection;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Parses the URLs of databases.
 */
public final class DatabaseUrl {

	private static final String FORMS = "postgresql://user:password@host:5432/name, h2:/path/of/file,"
			+ " h2:mem:name or one of these with r2dbc: in front";

	/** Options that are part of the address. */
	private static final Set<UrlOption> PARTS = EnumSet.of(UrlOption.HOST, UrlOption.PORT, UrlOption.NAME,
			UrlOption.USER, UrlOption.PASSWORD, UrlOption.SSL_MODE);

	private DatabaseUrl() {
	}

	/**
	 * Parses a URL.
	 * @param url in one of the forms that the guide to databases lists
	 * @return its parts, decoded
	 * @throws DatabaseSettingsException if it has another form
	 */
	public static DatabaseParts parse(String url) {
		String rest = without("r2dbc:pool:", without("r2dbc:", url.strip()));
		rest = without("pool:", rest);
		String scheme = rest.substring(0, Math.max(rest.indexOf(':'), 0)).toLowerCase(Locale.ROOT);
		String body = rest.substring(rest.indexOf(':') + 1);
		// SQLAlchemy names its driver in the scheme: postgresql+asyncpg.
		return switch (scheme.replaceFirst("\\+.*", "")) {
			case "postgresql", "postgres" -> postgresql(body);
			case "h2" -> h2(body);
			case "sqlite" -> DatabaseParts.ofKind(DatabaseKind.SQLITE);
			default -> throw new DatabaseSettingsException("The database's URL must be one of " + FORMS);
		};
	}

	private static String without(String prefix, String text) {
		return text.regionMatches(true, 0, prefix, 0, prefix.length()) ? text.substring(prefix.length()) : text;
	}

	private static DatabaseParts h2(String body) {
		if (body.contains(";") || body.contains("?")) {
			throw new DatabaseSettingsException("The database's URL has H2 options; Tintype sets these itself");
		}
		if (body.startsWith("mem:")) {
			return DatabaseParts.ofMemory(named(body.substring("mem:".length()).replaceFirst("^/{3}", "")));
		}
		String file = without("file:", body).replaceFirst("^/{2,}(?=[^/])", "/").replaceFirst("^/(?=[.~]/)", "");
		return DatabaseParts.ofFile(named(file.replaceFirst("\\.mv\\.db$", "")));
	}

	private static String named(String name) {
		if (name.isBlank()) {
			throw new DatabaseSettingsException("The database's URL names no H2 file and no database in memory");
		}
		return name;
	}

	private static DatabaseParts postgresql(String body) {
		if (!body.startsWith("//")) {
			throw new DatabaseSettingsException("The database's URL must be one of " + FORMS);
		}
		int question = body.indexOf('?');
		String path = (question >= 0) ? body.substring(2, question) : body.substring(2);
		UrlOptions options = options(path, (question >= 0) ? body.substring(question + 1) : "");
		int slash = path.indexOf('/', path.lastIndexOf('@') + 1);
		String authority = (slash >= 0) ? path.substring(0, slash) : path;
		String name = (slash >= 0) ? path.substring(slash + 1) : "";
		int at = authority.lastIndexOf('@');
		String login = (at >= 0) ? authority.substring(0, at) : "";
		int colon = login.indexOf(':');
		if (authority.indexOf(',', at + 1) >= 0) {
			throw new DatabaseSettingsException(DatabaseSettings.SEVERAL_HOSTS);
		}
		String[] hostAndPort = hostAndPort(authority.substring(at + 1));
		// As in libpq, an option overrides the part before the question mark.
		return new DatabaseParts(DatabaseKind.POSTGRESQL, null, null, either(options, UrlOption.HOST, hostAndPort[0]),
				either(options, UrlOption.PORT, hostAndPort[1]), either(options, UrlOption.NAME, decode(name)),
				either(options, UrlOption.USER, decode((colon >= 0) ? login.substring(0, colon) : login)),
				either(options, UrlOption.PASSWORD, (colon >= 0) ? decode(login.substring(colon + 1)) : null),
				options.get(UrlOption.SSL_MODE), options.without(PARTS::contains));
	}

	private static UrlOptions options(String before, String query) {
		try {
			return UrlOptions.parse(query);
		}
		catch (DatabaseSettingsException ex) {
			// An apparent option may be the rest of a password.
			if (query.contains("@") && !before.contains("@")) {
				throw new DatabaseSettingsException(
						"The database's URL has a ? before its @: write ? in a user name or password as %3F");
			}
			throw ex;
		}
	}

	private static @Nullable String either(UrlOptions options, UrlOption option, @Nullable String before) {
		String value = options.get(option);
		return (value != null) ? value : before;
	}

	private static @Nullable String[] hostAndPort(String text) {
		int end = text.startsWith("[") ? text.indexOf(']') : -1;
		int colon = text.indexOf(':', Math.max(end, 0));
		String host = (colon >= 0) ? text.substring(0, colon) : text;
		String port = (colon >= 0) ? text.substring(colon + 1) : null;
		return new @Nullable String[] { decode((end > 0) ? host.substring(1, end) : host), port };
	}

	/**
	 * Decodes a part of a URL.
	 * @param text percent-encoded
	 * @return the decoded text, empty for an empty one
	 * @throws DatabaseSettingsException if a percent sign is not followed by two digits
	 */
	static String decode(String text) {
		try {
			return PercentEncoding.decode(text);
		}
		catch (IllegalArgumentException ex) {
			throw new DatabaseSettingsException(
					"The database's URL has a % that is not followed by two hexadecimal digits; write % itself as %25");
		}
	}

}
