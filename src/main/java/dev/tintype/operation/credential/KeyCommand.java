package dev.tintype.operation.credential;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import dev.tintype.operation.console.CommandException;
import dev.tintype.operation.console.CommandResult;
import dev.tintype.security.audit.AuditLog;
import dev.tintype.security.credential.Scope;
import dev.tintype.security.key.ApiKey;
import dev.tintype.security.key.KeyDraft;
import dev.tintype.security.key.KeyRepository;
import dev.tintype.security.key.NewKey;
import dev.tintype.support.Ids;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The commands for keys.
 */
final class KeyCommand {

	private KeyCommand() {
	}

	/** Creates a key. */
	@Command(name = "create", mixinStandardHelpOptions = true,
			description = { "Creates a key for a program, and prints only the key.",
					"The service stores its hash, so nobody can show the key again." })
	static final class Create extends CredentialCommand {

		@Parameters(paramLabel = "NAME", description = "What the key is for.")
		private String name = "";

		@Option(names = "--scope", paramLabel = "SCOPE", description = "read (the default), write or admin.")
		private String scope = Scope.READ.word();

		@Option(names = "--expires", paramLabel = "TIME",
				description = "How long the key is valid, such as 90d. Without it, the key never expires.")
		private @Nullable String expires;

		private @Nullable KeyDraft draft;

		@Override
		protected void check() {
			checkName(this.name);
			Scope granted = Scope.of(this.scope);
			if (granted == null) {
				throw usage("The scope must be one of " + String.join(", ", Scope.WORDS));
			}
			this.draft = new KeyDraft(this.name, granted, expiry());
		}

		private @Nullable Instant expiry() {
			if (this.expires == null) {
				return null;
			}
			try {
				Duration life = DurationStyle.SIMPLE.parse(this.expires.toLowerCase(Locale.ROOT), ChronoUnit.DAYS);
				if (!life.isNegative() && !life.isZero() && life.toDays() <= 36_500) {
					return Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(life);
				}
			}
			catch (IllegalArgumentException | ArithmeticException | DateTimeException ex) {
				// The fault below is the same.
			}
			throw usage("The time must be such as 90d or 12h, and not " + this.expires);
		}

		@Override
		CommandResult run(ConfigurableApplicationContext context) {
			KeyDraft wanted = java.util.Objects.requireNonNull(this.draft);
			NewKey created = await(context.getBean(KeyRepository.class).create(wanted, null));
			AuditLog.writeOfCommand("key_created", created.id(), 1);
			Map<String, @Nullable Object> json = new LinkedHashMap<>();
			json.put("id", created.id());
			json.put("name", created.name());
			json.put("prefix", created.prefix());
			json.put("key", created.key());
			json.put("scope", created.scope());
			json.put("expires_at", created.expiresAt());
			return CommandResult.of(json, created.key());
		}

	}

	/** Lists keys. */
	@Command(name = "list", mixinStandardHelpOptions = true,
			description = "Lists all keys, also those that are expired or revoked.")
	static final class Listing extends CredentialCommand {

		@Override
		CommandResult run(ConfigurableApplicationContext context) {
			List<ApiKey> keys = await(context.getBean(KeyRepository.class).all().collectList());
			return CommandResult.of(Map.of("items", keys),
					keys.stream()
						.map((key) -> "%s %s %-5s %-8s %s".formatted(key.id(), key.prefix(), key.scope(), state(key),
								key.name()))
						.toList());
		}

		private static String state(ApiKey key) {
			if (key.revokedAt() != null) {
				return "revoked";
			}
			return (key.expiresAt() != null && key.expiresAt().isBefore(Instant.now())) ? "expired" : "valid";
		}

	}

	/** Revokes a key. */
	@Command(name = "revoke", mixinStandardHelpOptions = true, description = "Revokes a key.")
	static final class Revoke extends CredentialCommand {

		@Parameters(paramLabel = "ID|PREFIX", description = "The id of the key, or the first 11 characters of the key.")
		private String which = "";

		@Override
		protected void check() {
			checkName(this.which);
		}

		@Override
		CommandResult run(ConfigurableApplicationContext context) {
			KeyRepository keys = context.getBean(KeyRepository.class);
			ApiKey key = find(await(keys.all().collectList()));
			await(keys.revoke(key.id()));
			AuditLog.writeOfCommand("key_revoked", key.id(), 1);
			return CommandResult.of(Map.of("id", key.id(), "prefix", key.prefix()),
					"Revoked the key %s (%s).".formatted(key.prefix(), key.name()));
		}

		private ApiKey find(List<ApiKey> keys) {
			UUID id = Ids.parse(this.which);
			List<ApiKey> found = keys.stream()
				.filter((key) -> key.id().equals(id) || key.prefix().equals(this.which))
				.toList();
			if (found.size() != 1) {
				throw new CommandException(found.isEmpty() ? "There is no key with this id or prefix"
						: "Several keys have this prefix: name one by its id");
			}
			return found.get(0);
		}

	}

}
