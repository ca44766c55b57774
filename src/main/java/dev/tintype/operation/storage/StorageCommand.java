package dev.tintype.operation.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.data.store.StoreIdentity;
import dev.tintype.data.store.StoreRow;
import dev.tintype.data.store.StoreState;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.operation.console.DatabaseCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The base of the commands for the storage.
 */
abstract class StorageCommand extends DatabaseCommand {

	@Override
	protected final CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		access.existing();
		return run(context.getBean(StoreIdentity.class));
	}

	/**
	 * Does the work of the command.
	 * @return the result
	 */
	abstract CommandResult run(StoreIdentity identity);

	static <T> T await(Mono<T> work) {
		try {
			return Objects.requireNonNull(work.toFuture().join());
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

	private static @Nullable Map<String, Object> json(@Nullable StoreRow row) {
		if (row == null) {
			return null;
		}
		Map<String, Object> json = new LinkedHashMap<>();
		json.put("storage_id", row.id());
		json.put("kind", row.kind());
		json.put("location", row.location());
		json.put("created_at", row.createdAt());
		return json;
	}

	/** Shows the storage. */
	@Command(name = "status", mixinStandardHelpOptions = true,
			description = { "Shows the storage of the settings and that of the database.",
					"The exit code is 1 if they are not the same." })
	static final class Status extends StorageCommand {

		@Override
		CommandResult run(StoreIdentity identity) {
			StoreState state = await(identity.state());
			Map<String, @Nullable Object> json = new LinkedHashMap<>();
			json.put("kind", state.kind());
			json.put("location", state.location());
			json.put("storage_id", state.mark());
			json.put("database", StorageCommand.json(state.database()));
			json.put("matches", state.matches());
			StoreRow row = state.database();
			return new CommandResult(state.matches(), json,
					List.of("Settings: %s %s, %s".formatted(state.kind(), state.location(),
							(state.mark() != null) ? "id " + state.mark() : "without an id"),
							(row != null) ? "Database: %s %s, id %s".formatted(row.kind(), row.location(), row.id())
									: "Database: no storage before the first upload",
							state.matches() ? "The service can use the storage of the settings."
									: "The service cannot use it: set the right storage, or run \"storage adopt\"."));
		}

	}

	/** Makes the storage of the settings that of the database. */
	@Command(name = "adopt", mixinStandardHelpOptions = true,
			description = { "Makes the storage of the settings that of the database.",
					"Instances with another storage then return 503 for files.",
					"First copy the files: the command moves none." })
	static final class Adopt extends StorageCommand {

		@Option(names = "--yes", description = "Does not ask for a confirmation.")
		private boolean yes;

		@Override
		CommandResult run(StoreIdentity identity) {
			StoreState state = await(identity.state());
			confirm(this.yes, "Use %s for the files of this database from now on?".formatted(state.location()));
			StoreRow row = await(identity.adopt());
			return CommandResult.of(Objects.requireNonNull(StorageCommand.json(row)),
					"The storage of this database is %s with the id %s.".formatted(row.location(), row.id()));
		}

	}

}
