package dev.tintype.data.connection;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import org.postgresql.PGProperty;
import org.postgresql.ssl.WrappedFactory;

/**
 * Gives the JDBC driver, which makes one by its name, the certificates that the reactive
 * driver has.
 */
public final class JdbcTls extends WrappedFactory {

	private static final Map<PGProperty, UrlOption> OPTIONS = Map.of(PGProperty.SSL_ROOT_CERT, UrlOption.SSL_ROOT_CERT,
			PGProperty.SSL_CERT, UrlOption.SSL_CERT, PGProperty.SSL_KEY, UrlOption.SSL_KEY, PGProperty.SSL_PASSWORD,
			UrlOption.SSL_PASSWORD);

	/**
	 * Reads the files.
	 * @param properties of a connection, which name them
	 */
	public JdbcTls(Properties properties) {
		EnumMap<UrlOption, String> values = new EnumMap<>(UrlOption.class);
		OPTIONS.forEach((property, option) -> {
			String value = property.getOrDefault(properties);
			if (value != null) {
				values.put(option, value);
			}
		});
		SslMode mode = SslMode.of(Objects.requireNonNull(PGProperty.SSL_MODE.getOrDefault(properties)));
		this.factory = Objects.requireNonNull(ServerTls.read(mode, new UrlOptions(values))).socketFactory();
	}

}
