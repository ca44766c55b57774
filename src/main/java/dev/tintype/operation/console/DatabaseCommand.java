package dev.tintype.operation.console;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import javax.sql.DataSource;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.data.sql.Dialect;
import dev.tintype.operation.copy.ArchiveException;
import dev.tintype.operation.pictallion.ImportException;
import dev.tintype.support.StartException;
import dev.tintype.web.http.ProblemException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/**
 * The base of all commands for the database: it opens the database, writes the result as
 * text or JSON, and closes the database.
 */
public abstract class DatabaseCommand implements Callable<Integer> {

	/** How often to check whether a service has connections, over 2 s. */
	private static final int LOOKS = 20;

	private static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.enable(SerializationFeature.INDENT_OUTPUT)
		.build();

	@Spec
	private @Nullable CommandSpec spec;

	@Option(names = "--json", description = "Writes the result as JSON, for scripts.")
	private boolean json;

	private @Nullable CommandContexts contexts;

	private Terminal terminal = Terminal.NONE;

	/**
	 * Sets what the command needs.
	 * @param opened opens the application context
	 * @param onlooker answers questions
	 * @return this
	 */
	public final DatabaseCommand with(CommandContexts opened, Terminal onlooker) {
		this.contexts = opened;
		this.terminal = onlooker;
		return this;
	}

	/**
	 * Does the work of the command.
	 * @param context has the beans of the service
	 * @param access the database
	 * @return the result
	 */
	protected abstract CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access);

	/**
	 * Checks the arguments before the database is opened.
	 */
	protected void check() {
		// Most commands have nothing that picocli does not check.
	}

	/**
	 * Names the packages with the beans of the command. Few packages make it fast.
	 * @return all packages, if the command does not choose
	 */
	protected List<String> packages() {
		return CommandContexts.ALL;
	}

	@Override
	public final Integer call() {
		check();
		try (ConfigurableApplicationContext context = Objects.requireNonNull(this.contexts).open(packages())) {
			CommandResult outcome = run(context, context.getBean(DatabaseAccess.class));
			if (this.json) {
				commandLine().getOut().println(JSON.writeValueAsString(outcome.json()));
			}
			else {
				outcome.lines().forEach(commandLine().getOut()::println);
			}
			return outcome.done() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
		}
	}

	/**
	 * Reports why a command failed.
	 * @param failure of the command
	 * @param command that failed
	 * @param arguments of the command
	 * @return the exit code
	 */
	public static int fail(Exception failure, CommandLine command, ParseResult arguments) {
		String reason = reason(failure);
		if (command.getCommand() instanceof DatabaseCommand own && own.json) {
			command.getOut().println(JSON.writeValueAsString(Map.of("error", reason)));
		}
		else {
			command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + reason);
		}
		return CommandLine.ExitCode.SOFTWARE;
	}

	// Prefers reasons that were written for the user. The message of a driver is the last
	// resort.
	private static String reason(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof ProblemException problem) {
				return Objects.requireNonNullElse(problem.getBody().getDetail(), problem.getMessage());
			}
			if (cause instanceof StartException || cause instanceof ArchiveException
					|| cause instanceof CommandException || cause instanceof ImportException) {
				return Objects.requireNonNull(cause.getMessage());
			}
		}
		Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
		String message = Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
		return message.lines().findFirst().orElse("").strip();
	}

	/**
	 * Returns the command line of this command.
	 * @return for its output and for faults of its usage
	 */
	protected final CommandLine commandLine() {
		return Objects.requireNonNull(this.spec).commandLine();
	}

	/**
	 * Creates a display of the progress.
	 * @return a display that shows nothing without a terminal
	 */
	protected final ProgressDisplay progress() {
		return new ProgressDisplay(commandLine().getErr(), this.terminal.isThere() && !this.json);
	}

	/**
	 * Asks for a password.
	 * @param question what to enter
	 * @return the answer, or the first line of a pipe; null if there is neither
	 */
	protected final @Nullable String askSecretly(String question) {
		return this.terminal.askSecretly(question);
	}

	/**
	 * Continues only after a confirmation.
	 * @param yes whether the command line contains the confirmation
	 * @param question to ask on a terminal
	 */
	protected final void confirm(boolean yes, String question) {
		if (yes) {
			return;
		}
		if (!this.terminal.isThere()) {
			throw new ParameterException(commandLine(),
					"The command needs a confirmation but has no terminal: add --yes to confirm");
		}
		if (!this.terminal.agrees(question)) {
			throw new CommandException("Nothing was changed");
		}
	}

	/**
	 * Refuses to continue while a service uses the database.
	 * @param access the database
	 */
	protected static void requireNoService(DatabaseAccess access) {
		if (access.isServed()) {
			throw new CommandException("A service holds the database " + access.url() + ": stop it first");
		}
		if (access.dialect() == Dialect.POSTGRESQL) {
			long connections = connectionsOfServices(access.connected(), access.applicationName());
			if (connections > 0) {
				String held = access.isPooled() ? "; if it is stopped, the pooler still holds its connections:"
						+ " use the database's own address" : "";
				throw new CommandException("A service uses the database %s with %d connections: stop it first%s"
					.formatted(access.url(), connections, held));
			}
		}
	}

	private static long connectionsOfServices(DataSource dataSource, String applicationName) {
		try (Connection connection = dataSource.getConnection();
				PreparedStatement statement = connection.prepareStatement("""
						SELECT count(*) FROM pg_stat_activity
						WHERE datname = current_database() AND application_name = ? AND pid <> pg_backend_pid()
						""")) {
			statement.setString(1, applicationName);
			long connections = count(statement);
			// The server shows connections for a moment after a service or a command has
			// ended.
			for (int i = 0; i < LOOKS && connections > 0; i++) {
				pause(connection);
				connections = count(statement);
			}
			return connections;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static long count(PreparedStatement statement) throws SQLException {
		try (ResultSet row = statement.executeQuery()) {
			row.next();
			return row.getLong(1);
		}
	}

	private static void pause(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			statement.execute("SELECT pg_sleep(0.1)");
		}
	}

	/**
	 * The version of the schema.
	 * @param flyway of the database
	 * @return the version that was applied last; null without a schema
	 */
	public static @Nullable String schemaVersion(Flyway flyway) {
		MigrationInfo current = flyway.info().current();
		return (current != null && current.getVersion() != null) ? current.getVersion().getVersion() : null;
	}

}
