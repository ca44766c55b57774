package dev.tintype.database;

import java.util.Objects;

import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;

/**
 * How Flyway connects: with JDBC, to the same address as the service.
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

	@Override
	public String toString() {
		return this.address.toString();
	}

}
