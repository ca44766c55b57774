package dev.tintype.operation.storage;

import java.util.List;

import dev.tintype.operation.console.CommandContexts;
import dev.tintype.operation.console.DatabaseCommand;
import dev.tintype.operation.console.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Creates the group of commands for the storage.
 */
public final class StorageCommands {

	private StorageCommands() {
	}

	/**
	 * Creates the group.
	 * @param contexts open the application context
	 * @param terminal the terminal, if there is one
	 * @return the group, to be added to the command line
	 */
	public static CommandLine storage(CommandContexts contexts, Terminal terminal) {
		CommandLine group = new CommandLine(new Group());
		for (DatabaseCommand command : List.of(new StorageCommand.Status(), new StorageCommand.Adopt())) {
			group.addSubcommand(command.with(contexts, terminal));
		}
		return group;
	}

	/** The group. */
	@Command(name = "storage", mixinStandardHelpOptions = true,
			description = "Manages the storage of files that the service with the same settings would use.",
			synopsisSubcommandLabel = "COMMAND")
	private static final class Group {

	}

}
