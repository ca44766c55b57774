package dev.tintype.data.connection;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

import org.postgresql.PGProperty;
import org.postgresql.ssl.WrappedFactory;

/**
 * Gives the JDBC driver the certificates of the reactive driver. JDBC creates it by its
 * class name.
 */
public final class JdbcTls extends WrappedFactory {

	private static final Map<PGProperty, UrlOption> OPTIONS = Map.of(PGProperty.SSL_ROOT_CERT, UrlOption.SSL_ROOT_CERT,
			PGProperty.SSL_CERT, UrlOption.SSL_CERT, PGProperty.SSL_KEY, UrlOption.SSL_KEY, PGProperty.SSL_PASSWORD,
			UrlOption.SSL_PASSWORD);

	/**
	 * Reads the certificate files.
	 * @param properties of a connection, which name the files
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
