package dev.tintype.operation.credential;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.tintype.security.credential.Scope;
import dev.tintype.security.user.Passwords;
import dev.tintype.security.user.User;
import dev.tintype.security.user.UserRepository;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.publisher.Mono;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * The base of the commands that read a password: from a file, a terminal or a pipe, and
 * never from the command line, which other users of the machine can read.
 */
abstract class PasswordCommand extends UserCommand {

	@Option(names = "--password-file", paramLabel = "FILE",
			description = "A file whose first line is the password. Without it, the terminal or a pipe is read.")
	private @Nullable Path file;

	private String password = "";

	PasswordCommand(String event, String done) {
		super(event, done);
	}

	@Override
	protected void check() {
		super.check();
		String given = (this.file != null) ? firstLine(this.file) : askSecretly("Password: ");
		if (given == null) {
			throw usage("A password is needed: enter it, send it through a pipe, or use --password-file");
		}
		String fault = Texts.fault(given, Passwords.SHORTEST, Passwords.LONGEST);
		if (fault != null) {
			throw usage("The password " + fault);
		}
		this.password = given;
	}

	private @Nullable String firstLine(Path path) {
		try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
			return reader.readLine();
		}
		catch (IOException ex) {
			throw usage("The file " + path + " cannot be read");
		}
	}

	final Mono<String> hash(ConfigurableApplicationContext context) {
		return context.getBean(Passwords.class).hash(this.password);
	}

	/** Adds a user. */
	@Command(name = "add", mixinStandardHelpOptions = true, description = "Adds a user.")
	static final class Add extends PasswordCommand {

		@Option(names = "--role", paramLabel = "ROLE", required = true, description = "viewer, editor or admin.")
		private String role = "";

		Add() {
			super("user_added", "Added");
		}

		@Override
		protected void check() {
			if (!Scope.ROLES.contains(this.role)) {
				throw usage("The role must be one of " + String.join(", ", Scope.ROLES));
			}
			super.check();
		}

		@Override
		Mono<User> change(ConfigurableApplicationContext context, UserRepository users) {
			return hash(context).flatMap((hash) -> users.add(name(), hash, this.role));
		}

	}

	/** Sets a password. */
	@Command(name = "password", mixinStandardHelpOptions = true,
			description = "Sets the password of a user and ends the sessions.")
	static final class Change extends PasswordCommand {

		Change() {
			super("user_changed", "Set the password of");
		}

		@Override
		Mono<User> change(ConfigurableApplicationContext context, UserRepository users) {
			return find(users).zipWhen((user) -> hash(context))
				.flatMap((both) -> users.change(both.getT1().id(), both.getT2(), null, null));
		}

	}

}
