package dev.tintype.operation.credential;

import java.util.List;

import dev.tintype.operation.console.CommandContexts;
import dev.tintype.operation.console.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The groups of commands for users and keys.
 */
public final class CredentialCommands {

	private CredentialCommands() {
	}

	/**
	 * Creates the group {@code user}.
	 * @param contexts open the application context
	 * @param terminal asks for passwords
	 * @return the command line
	 */
	public static CommandLine users(CommandContexts contexts, Terminal terminal) {
		return group(new UserGroup(), contexts, terminal,
				List.of(new PasswordCommand.Add(), new UserCommand.Listing(), new PasswordCommand.Change(),
						new UserCommand.Enable(), new UserCommand.Disable(), new UserCommand.Delete()));
	}

	/**
	 * Creates the group {@code key}.
	 * @param contexts open the application context
	 * @param terminal is not used
	 * @return the command line
	 */
	public static CommandLine keys(CommandContexts contexts, Terminal terminal) {
		return group(new KeyGroup(), contexts, terminal,
				List.of(new KeyCommand.Create(), new KeyCommand.Listing(), new KeyCommand.Revoke()));
	}

	private static CommandLine group(Object group, CommandContexts contexts, Terminal terminal,
			List<CredentialCommand> commands) {
		CommandLine line = new CommandLine(group);
		commands.forEach((command) -> line.addSubcommand(command.with(contexts, terminal)));
		return line;
	}

	/** The group of commands for users. */
	@Command(name = "user", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
			description = "Manages the users who sign in to the service.",
			footer = { "", "Exit codes: 0 success, 1 failure, 2 wrong usage." })
	private static final class UserGroup {

	}

	/** The group of commands for keys. */
	@Command(name = "key", mixinStandardHelpOptions = true, synopsisSubcommandLabel = "COMMAND",
			description = "Manages the keys with which programs use the service.",
			footer = { "", "Exit codes: 0 success, 1 failure, 2 wrong usage." })
	private static final class KeyGroup {

	}

}
