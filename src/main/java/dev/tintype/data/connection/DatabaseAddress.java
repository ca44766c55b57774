package dev.tintype.data.connection;

import java.nio.file.Path;

import dev.tintype.data.sql.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * Says where a database is and how to log in. No text form of an address contains a
 * password.
 */
public sealed interface DatabaseAddress {

	/**
	 * Returns the SQL dialect of the database.
	 * @return the dialect of the server or file
	 */
	Dialect dialect();

	/**
	 * Returns the address as JDBC writes it, without credentials.
	 * @return a complete URL; for H2 with all settings that the file's users must share
	 */
	String jdbcUrl();

	/**
	 * Returns the address as {@code DATABASE_URL} takes it, without credentials.
	 * @return for people
	 */
	String url();

	/**
	 * A database in a file that belongs to this process.
	 *
	 * @param file absolute, without the suffix {@code .mv.db}
	 */
	record H2File(Path file) implements DatabaseAddress {

		@Override
		public Dialect dialect() {
			return Dialect.H2;
		}

		@Override
		public String jdbcUrl() {
			return "jdbc:h2:file:" + this.file + H2Options.SHARED;
		}

		@Override
		public String url() {
			return "h2:" + this.file;
		}

		@Override
		public String toString() {
			return "H2 file " + this.file;
		}

	}

	/**
	 * A database in a file of another process, which lets this one in.
	 *
	 * @param file absolute, without the suffix {@code .mv.db}
	 * @param port where that process listens on loopback
	 * @param key that the other process asks for, a secret
	 */
	record H2Served(Path file, int port, String key) implements DatabaseAddress {

		@Override
		public Dialect dialect() {
			return Dialect.H2;
		}

		@Override
		public String jdbcUrl() {
			return "jdbc:h2:tcp://127.0.0.1:" + this.port + "/" + this.key;
		}

		@Override
		public String url() {
			return "h2:" + this.file;
		}

		@Override
		public String toString() {
			return "H2 file " + this.file + " through the service that holds it";
		}

	}

	/**
	 * A database that ends with the process.
	 *
	 * @param name distinguishes it from others in this process
	 */
	record H2Memory(String name) implements DatabaseAddress {

		@Override
		public Dialect dialect() {
			return Dialect.H2;
		}

		@Override
		public String jdbcUrl() {
			return "jdbc:h2:mem:" + this.name + H2Options.SHARED;
		}

		@Override
		public String url() {
			return "h2:mem:" + this.name;
		}

		@Override
		public String toString() {
			return "H2 in memory, " + this.name;
		}

	}

	/**
	 * A database of a PostgreSQL server.
	 *
	 * @param host a name or an address, IPv6 without brackets
	 * @param port 1 to 65535
	 * @param name of the database
	 * @param user who logs in
	 * @param password null if the server asks for none
	 * @param sslMode how the connection is secured
	 * @param options all other options of its URL
	 */
	record Postgresql(String host, int port, String name, String user, @Nullable String password, SslMode sslMode,
			UrlOptions options) implements DatabaseAddress {

		/**
		 * Creates an address without options.
		 * @param host a name or an address
		 * @param name of the database
		 * @param user who logs in
		 * @param password null if the server asks for none
		 * @param sslMode how the connection is secured
		 */
		public Postgresql(String host, int port, String name, String user, @Nullable String password, SslMode sslMode) {
			this(host, port, name, user, password, sslMode, UrlOptions.NONE);
		}

		@Override
		public Dialect dialect() {
			return Dialect.POSTGRESQL;
		}

		@Override
		public String jdbcUrl() {
			return "jdbc:postgresql://" + hostAndPort() + "/" + PercentEncoding.encode(this.name) + "?sslmode="
					+ this.sslMode.word() + JdbcOptions.of(this);
		}

		@Override
		public String url() {
			return "postgresql://" + hostAndPort() + "/" + PercentEncoding.encode(this.name);
		}

		private String hostAndPort() {
			return (this.host.contains(":") ? "[" + this.host + "]" : this.host) + ":" + this.port;
		}

		@Override
		public String toString() {
			return "PostgreSQL " + hostAndPort() + "/" + this.name;
		}

	}

}
