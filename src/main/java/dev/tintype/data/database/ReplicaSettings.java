package dev.tintype.data.database;

import java.util.List;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.DatabaseKind;
import dev.tintype.data.connection.DatabaseParts;
import dev.tintype.data.connection.DatabaseSettings;
import dev.tintype.data.connection.DatabaseSettingsException;
import dev.tintype.data.connection.DatabaseUrl;
import dev.tintype.data.connection.SslMode;
import dev.tintype.data.connection.UrlOption;
import dev.tintype.data.connection.UrlOptions;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Reads the addresses of the replicas from {@code tintype.db.replica-urls}, which is
 * {@code DB_REPLICA_URLS} in the environment.
 */
final class ReplicaSettings {

	private ReplicaSettings() {
	}

	/**
	 * Resolves the settings.
	 * @param database whose replicas they are; it supplies what their URLs leave open,
	 * except the host
	 * @return in the order of the settings, without duplicates
	 * @throws DatabaseSettingsException if a URL cannot be understood, or the database is
	 * H2
	 */
	static List<DatabaseAddress.Postgresql> of(List<String> urls, DatabaseAddress database) {
		List<String> given = urls.stream().filter(StringUtils::hasText).toList();
		if (given.isEmpty()) {
			return List.of();
		}
		if (database instanceof DatabaseAddress.Postgresql server) {
			return given.stream().map((url) -> address(url, server)).distinct().toList();
		}
		throw new DatabaseSettingsException("DB_REPLICA_URLS needs PostgreSQL; the database is " + database);
	}

	private static DatabaseAddress.Postgresql address(String url, DatabaseAddress.Postgresql database) {
		try {
			DatabaseParts parts = DatabaseUrl.parse(url);
			if (parts.kind() != DatabaseKind.POSTGRESQL || parts.host() == null) {
				throw new DatabaseSettingsException("a replica's URL must look like postgresql://host:5432");
			}
			return DatabaseSettings.server(new DatabaseParts(DatabaseKind.POSTGRESQL, null, null, parts.host(),
					parts.port(), either(parts.name(), database.name()), either(parts.user(), database.user()),
					either(parts.password(), database.password()), either(parts.sslMode(), database.sslMode().word()),
					parts.options().or(inherited(parts, database))));
		}
		catch (DatabaseSettingsException ex) {
			throw new DatabaseSettingsException("DB_REPLICA_URLS: " + ex.getMessage());
		}
	}

	// A URL that asks for less encryption does not need the database's certificates.
	private static UrlOptions inherited(DatabaseParts parts, DatabaseAddress.Postgresql database) {
		boolean other = parts.sslMode() != null && SslMode.of(parts.sslMode()).compareTo(SslMode.REQUIRE) <= 0;
		return database.options()
			.without((option) -> option == UrlOption.TARGET
					|| (other && (option.isOfCertificates() || option == UrlOption.SSL_NEGOTIATION)));
	}

	private static @Nullable String either(@Nullable String first, @Nullable String second) {
		return (first != null) ? first : second;
	}

}
