package dev.tintype.operation.credential;

import java.util.List;
import java.util.Map;

import dev.tintype.operation.console.CommandException;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.security.audit.AuditLog;
import dev.tintype.security.user.User;
import dev.tintype.security.user.UserRepository;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The base of the commands that change one user.
 */
abstract class UserCommand extends CredentialCommand {

	@Parameters(paramLabel = "NAME", description = "The name of the user.")
	private String name = "";

	private final String event;

	private final String done;

	UserCommand(String event, String done) {
		this.event = event;
		this.done = done;
	}

	@Override
	protected void check() {
		checkName(this.name);
	}

	final String name() {
		return this.name;
	}

	@Override
	final CommandResult run(ConfigurableApplicationContext context) {
		UserRepository users = context.getBean(UserRepository.class);
		User changed = await(change(context, users));
		AuditLog.writeOfCommand(this.event, changed.username(), 1);
		return CommandResult.of(changed,
				"%s the user %s (%s).".formatted(this.done, changed.username(), changed.role()));
	}

	/**
	 * Changes the user.
	 */
	abstract Mono<User> change(ConfigurableApplicationContext context, UserRepository users);

	final Mono<User> find(UserRepository users) {
		return users.findLogin(this.name)
			.map(UserRepository.Login::user)
			.switchIfEmpty(Mono.error(() -> new CommandException("There is no user " + this.name)));
	}

	/** Lets a user sign in again. */
	@Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets a user sign in again.")
	static final class Enable extends UserCommand {

		Enable() {
			super("user_changed", "Enabled");
		}

		@Override
		Mono<User> change(ConfigurableApplicationContext context, UserRepository users) {
			return find(users).flatMap((user) -> users.change(user.id(), null, null, true));
		}

	}

	/** Prevents a user from signing in. */
	@Command(name = "disable", mixinStandardHelpOptions = true,
			description = "Ends the sessions of a user, who can no longer sign in.")
	static final class Disable extends UserCommand {

		Disable() {
			super("user_changed", "Disabled");
		}

		@Override
		Mono<User> change(ConfigurableApplicationContext context, UserRepository users) {
			return find(users).flatMap((user) -> users.change(user.id(), null, null, false));
		}

	}

	/** Deletes a user. */
	@Command(name = "delete", mixinStandardHelpOptions = true, description = "Deletes a user and ends the sessions.")
	static final class Delete extends UserCommand {

		Delete() {
			super("user_deleted", "Deleted");
		}

		@Override
		Mono<User> change(ConfigurableApplicationContext context, UserRepository users) {
			return find(users).flatMap((user) -> users.delete(user.id()));
		}

	}

	/** Lists users. */
	@Command(name = "list", mixinStandardHelpOptions = true, description = "Lists all users.")
	static final class Listing extends CredentialCommand {

		@Override
		CommandResult run(ConfigurableApplicationContext context) {
			List<User> users = await(context.getBean(UserRepository.class).all().collectList());
			return CommandResult.of(Map.of("items", users),
					users.stream()
						.map((user) -> "%-8s %-9s %s".formatted(user.role(), user.isEnabled() ? "enabled" : "disabled",
								user.username()))
						.toList());
		}

	}

}
