package dev.tintype.operation.credential;

import java.util.Objects;
import java.util.concurrent.CompletionException;

import dev.tintype.data.database.DatabaseAccess;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.operation.console.DatabaseCommand;
import dev.tintype.support.Texts;
import picocli.CommandLine.ParameterException;
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The base of the commands for users and keys. It creates the schema if there is none.
 */
abstract class CredentialCommand extends DatabaseCommand {

	@Override
	protected final CommandResult run(ConfigurableApplicationContext context, DatabaseAccess access) {
		access.connected();
		if (schemaVersion(access.flyway()) == null) {
			access.migrate(access.flyway());
		}
		return run(context);
	}

	/**
	 * Does the work of the command.
	 * @return the result
	 */
	abstract CommandResult run(ConfigurableApplicationContext context);

	final void checkName(String name) {
		String fault = Texts.fault(name, 1, Texts.NAME_LENGTH);
		if (fault != null) {
			throw usage("The name " + fault);
		}
	}

	final ParameterException usage(String fault) {
		return new ParameterException(commandLine(), fault);
	}

	/**
	 * Waits for a result that is never empty.
	 */
	static <T> T await(Mono<T> work) {
		try {
			return Objects.requireNonNull(work.toFuture().join());
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : ex;
		}
	}

}
