package dev.tintype.data.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

import javax.sql.DataSource;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.DatabaseKind;
import dev.tintype.data.connection.DatabaseParts;
import dev.tintype.data.connection.DatabaseSettings;
import dev.tintype.data.connection.DatabaseSettingsException;
import dev.tintype.data.connection.DatabaseUrl;
import dev.tintype.data.connection.UrlOptions;
import dev.tintype.data.pool.Sessions;
import dev.tintype.data.sql.Dialect;
import dev.tintype.support.StartException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateOutput;

/**
 * Gives a command its database, which may not exist yet or may be held by a service. It
 * blocks.
 */
public final class DatabaseAccess {

	/** The property that is set in a command and not in the service. */
	public static final String COMMAND = "tintype.command";

	private final DatabaseAddress address;

	private final DatabaseReach reach;

	private final Flyway flyway;

	private final Sessions sessions;

	DatabaseAccess(DatabaseAddress address, DatabaseReach reach, Flyway flyway, Sessions sessions) {
		this.address = address;
		this.reach = reach;
		this.flyway = flyway;
		this.sessions = sessions;
	}

	/**
	 * Returns the kind of the database.
	 * @return its dialect
	 */
	public Dialect dialect() {
		return this.address.dialect();
	}

	/**
	 * Returns where the database is.
	 * @return as {@code DATABASE_URL} takes it, without credentials
	 */
	public String url() {
		return this.address.url();
	}

	/**
	 * Tells whether a service holds the file, so that all work here goes through the
	 * service.
	 * @return never for PostgreSQL
	 */
	public boolean isServed() {
		return this.address instanceof DatabaseAddress.H2Served;
	}

	/**
	 * Connects to an existing database.
	 * @return opens a new connection each time
	 * @throws StartException if the database does not exist, or does not answer within
	 * the time for connecting
	 */
	public DataSource existing() {
		if (this.address instanceof DatabaseAddress.H2File own && !Files.exists(Path.of(own.file() + ".mv.db"))) {
			throw new StartException("There is no database at " + url() + " yet: \"db init\" creates it");
		}
		return connected();
	}

	/**
	 * Connects to a database, and creates a missing file.
	 * @return opens a new connection each time
	 * @throws StartException if it cannot be reached
	 */
	public DataSource connected() {
		if (this.address instanceof DatabaseAddress.H2Memory) {
			throw new StartException(
					"The database " + url() + " is in the memory of its service; commands cannot reach it");
		}
		DataSource dataSource = this.flyway.getConfiguration().getDataSource();
		this.reach.await(dataSource);
		return dataSource;
	}

	/**
	 * Connects to another database, from which a command reads.
	 * @param url of a PostgreSQL database, as {@code DATABASE_URL} takes it
	 * @return opens a new connection each time
	 * @throws DatabaseSettingsException if the URL names another kind of database, or has
	 * another form
	 */
	public static DataSource server(String url) {
		DatabaseParts parts = DatabaseUrl.parse(url);
		if (parts.kind() != DatabaseKind.POSTGRESQL) {
			throw new DatabaseSettingsException("The URL must name a PostgreSQL database");
		}
		return new MigrationConnection(DatabaseSettings.server(parts)).dataSource();
	}

	/**
	 * Compacts the file of H2 and closes it. It does nothing on PostgreSQL, and where a
	 * service holds the file.
	 * @return whether it was done
	 */
	public boolean compact() {
		if (dialect() == Dialect.POSTGRESQL || isServed()) {
			return false;
		}
		try (Connection connection = existing().getConnection(); Statement statement = connection.createStatement()) {
			statement.execute("SHUTDOWN COMPACT");
			return true;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Runs the pending migrations.
	 * @param migrations all of them, or all up to one
	 * @return the migrations that were run
	 * @throws StartException if one fails, or the schema is not one of this release
	 */
	public List<MigrateOutput> migrate(Flyway migrations) {
		return new SchemaUpdate(this.address).run(migrations);
	}

	/**
	 * Returns the name that the connections of a service give themselves.
	 * @return the application name of the URL, or the default
	 */
	public String applicationName() {
		return (this.address instanceof DatabaseAddress.Postgresql server) ? server.options().applicationName()
				: UrlOptions.NONE.applicationName();
	}

	/**
	 * Tells whether a pooler lends sessions per transaction, and keeps them after their
	 * user has gone.
	 * @return what the connection at start has shown
	 */
	public boolean isPooled() {
		return this.sessions.areShared();
	}

	/**
	 * Returns Flyway for questions about the migrations. Unlike a migration, a question
	 * has a time limit.
	 * @param patience after which it gives up a server that does not answer, in seconds
	 * @return configured as in the service, with that time limit
	 */
	public Flyway flywayForQuestions(Duration patience) {
		if (!(this.address instanceof DatabaseAddress.Postgresql)) {
			return this.flyway;
		}
		MigrationConnection login = new MigrationConnection(this.address);
		String limits = "&loginTimeout=" + patience.toSeconds() + "&socketTimeout=" + patience.toSeconds();
		return Flyway.configure(this.flyway.getConfiguration().getClassLoader())
			.configuration(this.flyway.getConfiguration())
			.dataSource(login.getJdbcUrl() + limits, login.getUsername(), login.getPassword())
			.load();
	}

	/**
	 * Returns Flyway for the database.
	 * @return configured as in the service
	 */
	public Flyway flyway() {
		return this.flyway;
	}

}
