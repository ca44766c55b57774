package dev.tintype.operation.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.tintype.operation.console.CommandContexts;
import dev.tintype.operation.console.DatabaseCommand;
import dev.tintype.operation.console.Terminal;
import dev.tintype.operation.credential.CredentialCommands;
import dev.tintype.operation.storage.StorageCommands;
import dev.tintype.support.ClosestName;
import dev.tintype.support.FileNames;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Runs the commands of {@code java -jar tintype.jar}. Exit codes: 0 success, 1 failure, 2
 * wrong usage.
 */
public final class CommandLineInterface {

	private static final Set<String> FIRST_WORDS = Set.of("db", "jobs", "key", "storage", "user", "help", "-h",
			"--help", "-V", "--version");

	private CommandLineInterface() {
	}

	/**
	 * Distinguishes a command from arguments of the service, which all begin with a
	 * hyphen.
	 * @param arguments of the process
	 * @return whether to call {@link #run}; true also for an unknown word, so that a
	 * misspelt command does not start the service
	 */
	public static boolean isCommand(String[] arguments) {
		return arguments.length > 0 && (FIRST_WORDS.contains(arguments[0]) || !arguments[0].startsWith("-"));
	}

	/**
	 * Runs a command. It writes the result to standard output. Everything else, including
	 * the log, goes to standard error.
	 * @param arguments of the process
	 * @return the exit code
	 */
	public static int run(String[] arguments) {
		PrintStream out = System.out;
		System.setOut(System.err);
		CommandContexts contexts = new CommandContexts(List.of("--logging.level.root=warn",
				"--logging.level.tintype.audit=info", "--spring.main.log-startup-info=false"));
		return commands(contexts, writer(out), writer(System.err), Terminal.ofProcess()).execute(arguments);
	}

	/**
	 * Creates the command line.
	 * @param contexts open the application context
	 * @param err receives progress, questions and failures
	 * @param terminal the terminal, if there is one
	 * @return the command line to execute
	 */
	static CommandLine commands(CommandContexts contexts, PrintWriter out, PrintWriter err, Terminal terminal) {
		CommandLine db = new CommandLine(new Db());
		for (DatabaseCommand command : List.of(new InitCommand(), new StatusCommand(), new MigrateCommand(),
				new StatsCommand(), new IntegrityCommand(), new MaintenanceCommand(), new BackupCommand(),
				new RestoreCommand(), new SeedCommand(), new ResetCommand(), new ImportPictallionCommand())) {
			db.addSubcommand(command.with(contexts, terminal));
		}
		db.addSubcommand(new CreateMigrationCommand());
		JobCommands group = new JobCommands();
		CommandLine jobs = new CommandLine(group);
		group.all().forEach((command) -> jobs.addSubcommand(command.with(contexts, terminal)));
		CommandLine all = new CommandLine(new Tintype()).addSubcommand(db)
			.addSubcommand(jobs)
			.addSubcommand(CredentialCommands.keys(contexts, terminal))
			.addSubcommand(CredentialCommands.users(contexts, terminal))
			.addSubcommand(StorageCommands.storage(contexts, terminal))
			.addSubcommand(new CommandLine.HelpCommand());
		IParameterExceptionHandler usage = all.getParameterExceptionHandler();
		return all.registerConverter(Path.class, CommandLineInterface::path)
			.setOut(out)
			.setErr(err)
			.setExecutionExceptionHandler(DatabaseCommand::fail)
			.setParameterExceptionHandler((fault, arguments) -> isUnknownCommand(fault, all)
					? refuse(arguments[0], all, db) : usage.handleParseException(fault, arguments));
	}

	private static boolean isUnknownCommand(ParameterException fault, CommandLine all) {
		return fault instanceof UnmatchedArgumentException unmatched && fault.getCommandLine() == all
				&& !unmatched.getUnmatched().get(0).startsWith("-");
	}

	private static int refuse(String word, CommandLine all, CommandLine db) {
		String closest = ClosestName.of(word, all.getSubcommands().keySet());
		String hint = "";
		if (db.getSubcommands().containsKey(word)) {
			hint = "did you mean \"db " + word + "\"? ";
		}
		else if (closest != null) {
			hint = "did you mean \"" + closest + "\"? ";
		}
		all.getErr()
			.println("tintype: there is no command \"" + word + "\": " + hint + "The commands are "
					+ String.join(", ", new TreeSet<>(all.getSubcommands().keySet()))
					+ "; \"--help\" describes them. Without a command, the service starts.");
		return CommandLine.ExitCode.USAGE;
	}

	private static Path path(String argument) {
		try {
			return Path.of(argument);
		}
		catch (InvalidPathException ex) {
			throw new CommandLine.TypeConversionException("'" + argument + "' " + FileNames.NO_PATH);
		}
	}

	private static PrintWriter writer(PrintStream stream) {
		return new PrintWriter(stream, true, StandardCharsets.UTF_8);
	}

	/** The command without a subcommand, which starts the service. */
	@Command(name = "tintype", mixinStandardHelpOptions = true, versionProvider = Version.class,
			header = "The data service behind AI image applications.",
			description = "Without a command, it starts the service.", synopsisSubcommandLabel = "[COMMAND]",
			footer = { "", "Settings come from the environment and the file .env, as for the service: DATABASE_URL,",
					"TINTYPE_DATA_DIR and the others that src/docs/settings.md lists." })
	private static final class Tintype {

	}

	/** The group of commands for the database. */
	@Command(name = "db", mixinStandardHelpOptions = true, versionProvider = Version.class,
			description = "Manages the database that the service with the same settings would use.",
			synopsisSubcommandLabel = "COMMAND",
			footer = { "", "While a service runs on an embedded database, commands reach it through that service.",
					"Exit codes: 0 success, 1 failure, 2 wrong usage." })
	private static final class Db {

	}

	/** Provides the version of this release. */
	static final class Version implements CommandLine.IVersionProvider {

		@Override
		public String[] getVersion() {
			String version = CommandLineInterface.class.getPackage().getImplementationVersion();
			return new String[] { "Tintype " + ((version != null) ? version : "(not packaged)") };
		}

	}

}
