package dev.tintype.data.connection;

import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * What one URL or one group of settings says about a database. A null part was left open.
 *
 * @param kind which database; null if the settings name none
 * @param file of H2, as written
 * @param memory the name of an H2 database in memory
 * @param host of PostgreSQL
 * @param port of PostgreSQL
 * @param name of the PostgreSQL database
 * @param user who logs in
 * @param password of that user
 * @param sslMode in the words of libpq
 * @param options all other options of a PostgreSQL URL
 */
public record DatabaseParts(@Nullable DatabaseKind kind, @Nullable String file, @Nullable String memory,
		@Nullable String host, @Nullable String port, @Nullable String name, @Nullable String user,
		@Nullable String password, @Nullable String sslMode, UrlOptions options) {

	public DatabaseParts {
		file = text(file);
		memory = text(memory);
		host = text(host);
		port = text(port);
		name = text(name);
		user = text(user);
		password = StringUtils.hasLength(password) ? password : null;
		sslMode = text(sslMode);
		if (kind == null && (host != null || name != null)) {
			kind = DatabaseKind.POSTGRESQL;
		}
	}

	/**
	 * Creates the parts of settings that are not a URL and so have no options.
	 */
	public DatabaseParts(@Nullable DatabaseKind kind, @Nullable String file, @Nullable String memory,
			@Nullable String host, @Nullable String port, @Nullable String name, @Nullable String user,
			@Nullable String password, @Nullable String sslMode) {
		this(kind, file, memory, host, port, name, user, password, sslMode, UrlOptions.NONE);
	}

	static DatabaseParts ofKind(@Nullable DatabaseKind kind) {
		return new DatabaseParts(kind, null, null, null, null, null, null, null, null);
	}

	static DatabaseParts ofFile(String file) {
		return new DatabaseParts(DatabaseKind.H2, file, null, null, null, null, null, null, null);
	}

	static DatabaseParts ofMemory(String memory) {
		return new DatabaseParts(DatabaseKind.H2, null, memory, null, null, null, null, null, null);
	}

	/**
	 * Fills the open parts from less specific settings. Host, port and name belong
	 * together and come from one place. User, password, sslmode and options are filled
	 * one by one.
	 * @param below the less specific parts
	 * @return both in one
	 */
	DatabaseParts or(DatabaseParts below) {
		boolean located = this.host != null || this.name != null;
		DatabaseParts deciding = (this.kind != null) ? this : below;
		DatabaseParts place = located ? this : below;
		return new DatabaseParts(deciding.kind, deciding.file, deciding.memory, place.host, place.port, place.name,
				either(this.user, below.user), either(this.password, below.password),
				either(this.sslMode, below.sslMode), this.options.or(below.options));
	}

	private static @Nullable String either(@Nullable String first, @Nullable String second) {
		return (first != null) ? first : second;
	}

	private static @Nullable String text(@Nullable String value) {
		return StringUtils.hasText(value) ? value.strip() : null;
	}

	@Override
	public String toString() {
		return "DatabaseParts[" + this.kind + "]";
	}

}
