package dev.tintype.data.connection;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import dev.tintype.support.DataSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.util.StringUtils;

/**
 * Decides which database to use. There are four groups of settings, the most specific
 * first:
 * <ol>
 * <li>{@code tintype.db.url}, or {@code tintype.db.type}, {@code host}, {@code port},
 * {@code name}, {@code user}, {@code password}, {@code ssl};
 * <li>{@code DATABASE_URL};
 * <li>{@code DB_TYPE} or {@code DATABASE_TYPE}, with {@code DATABASE_HOST},
 * {@code _PORT}, {@code _NAME}, {@code _USER}, {@code _PASSWORD}, {@code _SSL};
 * <li>{@code POSTGRES_HOST}, {@code _PORT}, {@code _DATABASE}, {@code _USER},
 * {@code _PASSWORD}.
 * </ol>
 * The first group that names a database, by a URL, a type, a host or a database's name,
 * decides which it is. Host, port and name come from one group. The user, the password,
 * the sslmode and each other option come from the first group that has it. If no group
 * names a database, it is H2 in the file {@code tintype} of the data directory.
 *
 * @param address where the database is
 * @param replacesSqlite whether the settings name SQLite, which H2 replaces
 */
public record DatabaseSettings(DatabaseAddress address, boolean replacesSqlite) {

	static final String SEVERAL_HOSTS = "The database's address names several hosts; Tintype connects to one,"
			+ " and DB_REPLICA_URLS names replicas";

	/**
	 * Resolves the settings.
	 * @param properties {@code tintype.db.*}
	 * @param environment has the environment variables, from any source
	 * @param data has the folder of the embedded database
	 * @return the database to use
	 * @throws DatabaseSettingsException if a setting cannot be understood
	 */
	public static DatabaseSettings of(DatabaseProperties properties, ConfigurableEnvironment environment,
			DataSettings data) {
		DatabaseParts parts = DatabaseParts.ofKind(null);
		List<DatabaseParts> groups = List.of(group(properties), url(value(environment, "DATABASE_URL")),
				group(environment), postgres(environment));
		for (int group = groups.size() - 1; group >= 0; group--) {
			parts = groups.get(group).or(parts);
		}
		return new DatabaseSettings(address(parts, data), parts.kind() == DatabaseKind.SQLITE);
	}

	/**
	 * Returns the settings for a command.
	 * @return through the service that holds the file, if there is one
	 */
	public DatabaseSettings forCommand() {
		if (this.address instanceof DatabaseAddress.H2File held) {
			return AccessFile.of(held.file())
				.read()
				.filter(LoopbackServer::letsIn)
				.map((served) -> new DatabaseSettings(served, this.replacesSqlite))
				.orElse(this);
		}
		return this;
	}

	private static DatabaseParts group(DatabaseProperties properties) {
		return url(properties.url())
			.or(new DatabaseParts(kind("tintype.db.type", properties.type()), null, null, properties.host(),
					properties.port(), properties.name(), properties.user(), properties.password(), properties.ssl()));
	}

	private static DatabaseParts group(ConfigurableEnvironment environment) {
		Function<String, @Nullable String> part = (name) -> value(environment, "DATABASE_" + name);
		DatabaseKind type = kind("DB_TYPE", value(environment, "DB_TYPE"));
		DatabaseKind otherType = kind("DATABASE_TYPE", part.apply("TYPE"));
		return new DatabaseParts((type != null) ? type : otherType, null, null, part.apply("HOST"), part.apply("PORT"),
				part.apply("NAME"), part.apply("USER"), part.apply("PASSWORD"), part.apply("SSL"));
	}

	private static DatabaseParts postgres(ConfigurableEnvironment environment) {
		Function<String, @Nullable String> part = (name) -> value(environment, "POSTGRES_" + name);
		return new DatabaseParts(null, null, null, part.apply("HOST"), part.apply("PORT"), part.apply("DATABASE"),
				part.apply("USER"), part.apply("PASSWORD"), null);
	}

	/**
	 * Returns a value as its user wrote it, because a password may contain {@code ${…}}.
	 * In all other settings that stands for another setting, if there is one.
	 */
	private static @Nullable String value(ConfigurableEnvironment environment, String name) {
		for (PropertySource<?> source : environment.getPropertySources()) {
			Object value = source.getProperty(name);
			if (value != null) {
				String text = value.toString();
				return name.endsWith("_PASSWORD") ? text : environment.resolvePlaceholders(text);
			}
		}
		return null;
	}

	private static DatabaseParts url(@Nullable String url) {
		return StringUtils.hasText(url) ? DatabaseUrl.parse(url) : DatabaseParts.ofKind(null);
	}

	private static @Nullable DatabaseKind kind(String setting, @Nullable String word) {
		return StringUtils.hasText(word) ? DatabaseKind.of(setting, word) : null;
	}

	private static DatabaseAddress address(DatabaseParts parts, DataSettings data) {
		if (parts.kind() == DatabaseKind.POSTGRESQL) {
			return server(parts);
		}
		if (parts.memory() != null) {
			return new DatabaseAddress.H2Memory(parts.memory());
		}
		return new DatabaseAddress.H2File(
				(parts.file() != null) ? DataSettings.absolute(parts.file()) : data.dataDir().resolve("tintype"));
	}

	public static DatabaseAddress.Postgresql server(DatabaseParts parts) {
		UrlOptions options = parts.options();
		SslMode mode = ServerTls.mode((parts.sslMode() != null) ? SslMode.of(parts.sslMode()) : null, options);
		ServerTls.read(mode, options);
		return new DatabaseAddress.Postgresql(host(Objects.requireNonNullElse(parts.host(), "localhost")),
				port(parts.port()), Objects.requireNonNullElse(parts.name(), "tintype"),
				Objects.requireNonNullElse(parts.user(), "tintype"), parts.password(), mode, options);
	}

	private static String host(String text) {
		if (text.contains(",")) {
			throw new DatabaseSettingsException(SEVERAL_HOSTS);
		}
		if (text.startsWith("/") || text.startsWith("@")) {
			throw new DatabaseSettingsException(
					"The database's address names a Unix socket; Tintype connects over TCP: name a host and a port");
		}
		return text;
	}

	private static int port(@Nullable String text) {
		if (text == null) {
			return 5432;
		}
		if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
			throw new DatabaseSettingsException("The database's port must be a number from 1 to 65535");
		}
		return Integer.parseInt(text);
	}

}
