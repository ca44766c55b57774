package dev.tintype.data.connection;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.tintype.support.ClosestName;

/**
 * The options that a PostgreSQL URL may have after its question mark. Names are compared
 * without case, underscores and hyphens, so that the spellings of libpq, JDBC and R2DBC
 * mean the same.
 */
public enum UrlOption {

	HOST("host"), PORT("port"), NAME("dbname", "database"), USER("user", "username"), PASSWORD("password"),

	SSL_MODE("sslmode"), SSL_ROOT_CERT("sslrootcert"), SSL_CERT("sslcert"), SSL_KEY("sslkey"),
	SSL_PASSWORD("sslpassword"), SSL_NEGOTIATION("sslnegotiation", Kind.words("postgres", "direct")),

	CHANNEL_BINDING("channel_binding", Kind.words("disable", "prefer", "require")),

	APPLICATION_NAME("application_name", "fallback_application_name"), CONNECT_TIMEOUT("connect_timeout", Kind.NUMBER),

	KEEPALIVES("keepalives", Kind.SWITCH, "tcpkeepalive"),

	/** The schemas in which tables are looked up and created. */
	SEARCH_PATH("search_path", "currentschema", "schema"),

	/** The options that libpq sends to the server like a command line. */
	SERVER_OPTIONS("options"),

	TARGET("target_session_attrs",
			Kind.words("any", "read-write", "primary", "read-only", "standby", "prefer-standby")),

	/** 0: no prepared statement has a name. */
	PREPARE_THRESHOLD("prepareThreshold", Kind.NUMBER),

	/** 0: no prepared statement has a name. */
	STATEMENT_CACHE("preparedStatementCacheQueries", Kind.NUMBER, "statementcachesize", "preparedstatementcachesize"),

	/** Whether a pooler lends sessions per transaction, in the word of Prisma. */
	POOLER("pgbouncer", Kind.SWITCH),

	CLIENT_ENCODING("client_encoding", Kind.words("utf8", "utf-8", "unicode", "auto")),

	GSS_ENCRYPTION("gssencmode", Kind.words("disable", "prefer")),

	KEEPALIVES_IDLE("keepalives_idle", Kind.NUMBER), KEEPALIVES_INTERVAL("keepalives_interval", Kind.NUMBER),
	KEEPALIVES_COUNT("keepalives_count", Kind.NUMBER), USER_TIMEOUT("tcp_user_timeout", Kind.NUMBER);

	/** Options of other programs, and what to write here instead. */
	private static final Map<String, String> ELSEWHERE = Map.of("ssl",
			"write sslmode=require, or sslmode=verify-full to verify the server", "requiressl", "write sslmode=require",
			"statementtimeout", "set DB_COMMAND_TIMEOUT", "connectionlimit", "set DB_MAX_CONNECTIONS", "maxsize",
			"set DB_MAX_CONNECTIONS", "pooltimeout", "set TINTYPE_DB_ACQUIRETIMEOUT", "hostaddr", "write host",
			"targetservertype", "write target_session_attrs");

	private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,40}");

	private static final Map<String, UrlOption> BY_PLAIN_NAME = byPlainName();

	private final String word;

	private final Kind kind;

	private final List<String> others;

	UrlOption(String word, String... others) {
		this(word, Kind.TEXT, others);
	}

	UrlOption(String word, Kind kind, String... others) {
		this.word = word;
		this.kind = kind;
		this.others = List.of(others);
	}

	/**
	 * Finds an option by its name.
	 * @param name as written, decoded
	 * @return the option
	 * @throws DatabaseSettingsException if it is unknown; the message names the closest
	 * one
	 */
	static UrlOption of(String name) {
		UrlOption option = BY_PLAIN_NAME.get(plain(name));
		if (option == null) {
			throw unknown(name, plain(name));
		}
		return option;
	}

	private static DatabaseSettingsException unknown(String name, String plain) {
		// Anything else may be part of a password that is not encoded.
		if (!PLAIN_NAME.matcher(name).matches()) {
			return new DatabaseSettingsException("The database's URL has an unknown option after its ?;"
					+ " a ?, & or # in a user name or password is written %3F, %26 or %23");
		}
		String advice = ELSEWHERE.get(plain);
		String closest = Optional.ofNullable(advice).or(() -> closest(plain)).map((text) -> ": " + text).orElse("");
		return new DatabaseSettingsException(
				"The database's URL has the option " + name + ", which Tintype does not know" + closest);
	}

	private static Optional<String> closest(String plain) {
		return Optional.ofNullable(ClosestName.of(plain, BY_PLAIN_NAME.keySet()))
			.map((name) -> "did you mean " + Objects.requireNonNull(BY_PLAIN_NAME.get(name)).word + "?");
	}

	private static Map<String, UrlOption> byPlainName() {
		Map<String, UrlOption> options = new LinkedHashMap<>();
		for (UrlOption option : values()) {
			options.put(plain(option.word), option);
			option.others.forEach((other) -> options.put(plain(other), option));
		}
		return options;
	}

	private static String plain(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", "");
	}

	/**
	 * Checks a value.
	 * @param value as written, decoded
	 * @return the value; words in lower case, switches as {@code true} or {@code false}
	 * @throws DatabaseSettingsException if the option cannot have it
	 */
	String check(String value) {
		if (value.isEmpty()) {
			throw new DatabaseSettingsException("The option " + this.word + " of the database's URL has no value");
		}
		return this.kind.check(this.word, value);
	}

	String word() {
		return this.word;
	}

	/**
	 * Tells whether the option is known but changes nothing.
	 * @return true if the operating system or the server decides it
	 */
	boolean isWithoutEffect() {
		return switch (this) {
			case KEEPALIVES_IDLE, KEEPALIVES_INTERVAL, KEEPALIVES_COUNT, USER_TIMEOUT -> true;
			default -> false;
		};
	}

	/**
	 * Tells whether the option belongs to a certificate or its key.
	 * @return true for the names of their files
	 */
	public boolean isOfCertificates() {
		return this == SSL_ROOT_CERT || this == SSL_CERT || this == SSL_KEY || this == SSL_PASSWORD;
	}

	/**
	 * The values that an option accepts.
	 *
	 * @param pattern of a value, in lower case
	 * @param description for the message
	 */
	private record Kind(Pattern pattern, String description) {

		static final Kind TEXT = new Kind(Pattern.compile("(?s).+"), "a text");

		static final Kind NUMBER = new Kind(Pattern.compile("-?[0-9]{1,9}"), "a whole number");

		static final Kind SWITCH = new Kind(Pattern.compile("true|false|1|0|on|off|yes|no"), "true or false");

		static Kind words(String... words) {
			return new Kind(Pattern.compile(String.join("|", words)), "one of " + String.join(", ", words));
		}

		String check(String name, String value) {
			if (this == TEXT) {
				return value;
			}
			String lower = value.strip().toLowerCase(Locale.ROOT);
			if (!this.pattern.matcher(lower).matches()) {
				throw new DatabaseSettingsException(
						"The option " + name + " of the database's URL must be " + this.description);
			}
			return (this == SWITCH) ? Boolean.toString(lower.matches("true|1|on|yes")) : lower;
		}

	}

}
