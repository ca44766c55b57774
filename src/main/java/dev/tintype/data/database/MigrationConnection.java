package dev.tintype.data.database;

import java.util.Objects;
import java.util.Properties;

import javax.sql.DataSource;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.H2Options;
import dev.tintype.data.connection.UrlOption;
import org.postgresql.PGProperty;

import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Gives Flyway a JDBC connection to the same address as the service.
 */
final class MigrationConnection implements FlywayConnectionDetails {

	private final DatabaseAddress address;

	MigrationConnection(DatabaseAddress address) {
		this.address = address;
	}

	@Override
	public String getJdbcUrl() {
		return this.address.jdbcUrl();
	}

	@Override
	public String getUsername() {
		return (this.address instanceof DatabaseAddress.Postgresql server) ? server.user() : H2Options.USER;
	}

	@Override
	public String getPassword() {
		return (this.address instanceof DatabaseAddress.Postgresql server)
				? Objects.requireNonNullElse(server.password(), "") : H2Options.PASSWORD;
	}

	/**
	 * Returns a data source with the secrets that a URL must not contain.
	 * @return opens a connection each time
	 */
	DataSource dataSource() {
		Properties properties = new Properties();
		properties.setProperty("user", getUsername());
		properties.setProperty("password", getPassword());
		if (this.address instanceof DatabaseAddress.Postgresql server) {
			String keyPassword = server.options().get(UrlOption.SSL_PASSWORD);
			if (keyPassword != null) {
				properties.setProperty(PGProperty.SSL_PASSWORD.getName(), keyPassword);
			}
		}
		return new DriverManagerDataSource(getJdbcUrl(), properties);
	}

	@Override
	public String toString() {
		return this.address.toString();
	}

}
