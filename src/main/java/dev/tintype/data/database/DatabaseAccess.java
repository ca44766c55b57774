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
import dev.tintype.data.connection.UrlOptions;
import dev.tintype.data.pool.Sessions;
import dev.tintype.data.sql.Dialect;
import dev.tintype.support.StartException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateOutput;

/**
 * The database as a command meets it: perhaps not there yet, perhaps in the hands of a
 * service. It blocks.
 */
public final class DatabaseAccess {

	/** The property that tells a command from the service. */
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
	 * The database's kind.
	 * @return its dialect
	 */
	public Dialect dialect() {
		return this.address.dialect();
	}

	/**
	 * Where it is.
	 * @return as {@code DATABASE_URL} takes it, without credentials
	 */
	public String url() {
		return this.address.url();
	}

	/**
	 * Whether a service holds the file, so that all that is done here goes through it.
	 * @return never for PostgreSQL
	 */
	public boolean isServed() {
		return this.address instanceof DatabaseAddress.H2Served;
	}

	/**
	 * Connects to a database that is there.
	 * @return connections that nobody else uses, each of its own
	 * @throws StartException when there is none, or none within the time for connecting
	 */
	public DataSource existing() {
		if (this.address instanceof DatabaseAddress.H2File own && !Files.exists(Path.of(own.file() + ".mv.db"))) {
			throw new StartException("There is no database at " + url() + " yet: \"db init\" makes one");
		}
		return connected();
	}

	/**
	 * Connects to a database. A file that is not there is made.
	 * @return connections that nobody else uses, each of its own
	 * @throws StartException when it cannot be reached
	 */
	public DataSource connected() {
		if (this.address instanceof DatabaseAddress.H2Memory) {
			throw new StartException(
					"The database " + url() + " is in the memory of its service: no command reaches it");
		}
		DataSource dataSource = this.flyway.getConfiguration().getDataSource();
		this.reach.await(dataSource);
		return dataSource;
	}

	/**
	 * Gives the room in H2's file back that nothing needs any more, and closes it. On
	 * PostgreSQL, and where a service holds the file, nothing is done.
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
	 * Runs pending migrations.
	 * @param migrations all of them, or all up to one
	 * @return those that were run
	 * @throws StartException when one fails, or the schema is not one of this release
	 */
	public List<MigrateOutput> migrate(Flyway migrations) {
		return new SchemaUpdate(this.address).run(migrations);
	}

	/**
	 * What the connections of a service call themselves.
	 * @return the application name of the URL, or the usual one
	 */
	public String applicationName() {
		return (this.address instanceof DatabaseAddress.Postgresql server) ? server.options().applicationName()
				: UrlOptions.NONE.applicationName();
	}

	/**
	 * Whether a pooler lends sessions for a transaction each, and keeps them when their
	 * user has gone.
	 * @return what was found out when the database was reached
	 */
	public boolean isPooled() {
		return this.sessions.areShared();
	}

	/**
	 * Its migrations, to ask about them only. A migration may take any time, a question
	 * may not.
	 * @param patience after which a server that does not answer is given up, in seconds
	 * @return set up as the service does it, with that time limit
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
	 * Its migrations.
	 * @return set up as the service does it
	 */
	public Flyway flyway() {
		return this.flyway;
	}

}
