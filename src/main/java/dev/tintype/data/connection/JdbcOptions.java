package dev.tintype.data.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * Writes the options of an address as the JDBC driver spells them.
 */
final class JdbcOptions {

	private static final Map<UrlOption, PGProperty> SAME = Map.of(UrlOption.SSL_NEGOTIATION, PGProperty.SSL_NEGOTIATION,
			UrlOption.CHANNEL_BINDING, PGProperty.CHANNEL_BINDING, UrlOption.SEARCH_PATH, PGProperty.CURRENT_SCHEMA,
			UrlOption.SERVER_OPTIONS, PGProperty.OPTIONS);

	private static final Map<UrlOption, PGProperty> FILES = Map.of(UrlOption.SSL_ROOT_CERT, PGProperty.SSL_ROOT_CERT,
			UrlOption.SSL_CERT, PGProperty.SSL_CERT, UrlOption.SSL_KEY, PGProperty.SSL_KEY);

	private JdbcOptions() {
	}

	/**
	 * Writes the options.
	 * @return the part of the URL after the first option, without secrets
	 */
	static String of(DatabaseAddress.Postgresql server) {
		UrlOptions options = server.options();
		Map<PGProperty, String> all = new LinkedHashMap<>();
		all.put(PGProperty.APPLICATION_NAME, options.applicationName());
		all.put(PGProperty.TCP_KEEP_ALIVE, Boolean.toString(options.keepsAlive()));
		all.put(PGProperty.CONNECT_TIMEOUT, Long.toString(options.connectTimeout().toSeconds()));
		// The connect timeout limits only the connection to the host. A pooler without a
		// free session, or a hanging server, may accept the connection and send nothing.
		all.put(PGProperty.LOGIN_TIMEOUT, Long.toString(options.connectTimeout().toSeconds()));
		// A named statement would be missing in a session that is lent per transaction.
		// No statement here runs often enough to profit from a name.
		all.put(PGProperty.PREPARE_THRESHOLD,
				Objects.requireNonNullElse(options.get(UrlOption.PREPARE_THRESHOLD), "0"));
		SAME.forEach((option, property) -> put(all, property, options.get(option)));
		if (ServerTls.read(server.sslMode(), options) != null) {
			all.put(PGProperty.SSL_FACTORY, JdbcTls.class.getName());
			FILES.forEach((option, property) -> put(all, property, options.get(option)));
		}
		return all.entrySet()
			.stream()
			.map((entry) -> "&" + entry.getKey().getName() + "=" + PercentEncoding.encode(entry.getValue()))
			.collect(Collectors.joining());
	}

	private static void put(Map<PGProperty, String> all, PGProperty property, @Nullable String value) {
		if (value != null) {
			all.put(property, value);
		}
	}

}
