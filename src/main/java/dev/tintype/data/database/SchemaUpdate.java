package dev.tintype.data.database;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.H2Options;
import dev.tintype.data.lane.ServerMessage;
import dev.tintype.support.StartException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.flywaydb.core.api.output.MigrateOutput;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.core.api.output.ValidateOutput;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrates the schema of a database, or reports in one line why it cannot.
 */
final class SchemaUpdate {

	private static final Logger LOG = LoggerFactory.getLogger(SchemaUpdate.class);

	private static final Pattern EXTENSION = Pattern.compile("extension \"([a-z_]+)\"");

	/** The end of the description of a migration that removes something. */
	private static final Pattern NEEDS = Pattern.compile(" needs (\\d+)$");

	private static final Set<MigrationState> LATER = EnumSet.of(MigrationState.FUTURE_SUCCESS,
			MigrationState.FUTURE_FAILED);

	private final DatabaseAddress address;

	SchemaUpdate(DatabaseAddress address) {
		this.address = address;
	}

	/**
	 * Runs the pending migrations.
	 * @return the migrations that were run
	 * @throws StartException if one fails, or the schema is not one of this release
	 */
	List<MigrateOutput> run(Flyway flyway) {
		try {
			if (this.address instanceof DatabaseAddress.Postgresql) {
				EmptySchema.tryFirstTable(flyway.getConfiguration().getDataSource());
			}
			refuseUnknown(flyway.info().all());
			MigrateResult result = flyway.migrate();
			if (!result.migrations.isEmpty()) {
				LOG.info("The schema has version {}; {} migrations were run", result.targetSchemaVersion,
						result.migrations.size());
			}
			return result.migrations;
		}
		catch (FlywayException | SQLException ex) {
			throw refusal(reason(ex, flyway), ex);
		}
	}

	/**
	 * Refuses a schema from which a later release has removed what this one needs. Other
	 * later migrations only add to the schema, so that instances of two releases can use
	 * it while they are replaced one by one (ADR 38).
	 */
	private void refuseUnknown(MigrationInfo[] migrations) {
		MigrationVersion newest = Arrays.stream(migrations)
			.filter((migration) -> !LATER.contains(migration.getState()) && migration.isVersioned())
			.map(MigrationInfo::getVersion)
			.max(Comparator.naturalOrder())
			.orElse(MigrationVersion.EMPTY);
		for (MigrationInfo migration : migrations) {
			Matcher needs = NEEDS.matcher(migration.getDescription());
			if (LATER.contains(migration.getState()) && needs.find()
					&& MigrationVersion.fromVersion(needs.group(1)).compareTo(newest) > 0) {
				throw refusal(
						"it has version " + migration.getVersion() + ", which a later release made; use that release",
						null);
			}
		}
	}

	private StartException refusal(String reason, @Nullable Exception cause) {
		return new StartException(
				"The schema of the database " + this.address + " cannot be brought up to date: " + reason, cause);
	}

	private String reason(Exception failure, Flyway flyway) {
		SQLException fault = fault(failure);
		if (fault != null) {
			return reason(fault);
		}
		if (failure instanceof FlywayValidateException) {
			return flyway.validateWithResult().invalidMigrations.stream()
				.findFirst()
				.map(SchemaUpdate::reason)
				.orElseGet(() -> line(failure));
		}
		if (failure instanceof FlywayException known
				&& known.getErrorCode() == CoreErrorCode.NON_EMPTY_SCHEMA_WITHOUT_SCHEMA_HISTORY_TABLE) {
			return "it has tables of another application; give Tintype a separate database or schema";
		}
		return line(failure);
	}

	private static String reason(ValidateOutput migration) {
		String version = Objects.requireNonNullElse(migration.version, "?");
		if (migration.errorDetails.errorCode instanceof CoreErrorCode code) {
			switch (code) {
				case APPLIED_VERSIONED_MIGRATION_NOT_RESOLVED -> {
					return "it has version " + version + ", which this release does not know";
				}
				case FAILED_VERSIONED_MIGRATION -> {
					return "migration " + version + " failed halfway before; restore a backup from before it";
				}
				case CHECKSUM_MISMATCH -> {
					return "migration " + version + " differs from the one that was run";
				}
				default -> {
					// This is Flyway's own text.
				}
			}
		}
		return migration.errorDetails.errorMessage.lines().findFirst().orElse("").strip();
	}

	private String reason(SQLException fault) {
		String state = Objects.requireNonNullElse(fault.getSQLState(), "");
		String message = message(fault);
		Matcher extension = EXTENSION.matcher(message);
		if (extension.find()) {
			return message + "; an administrator must run CREATE EXTENSION " + extension.group(1)
					+ " once in this database" + (state.equals("42501") ? "" : ", and install it on the server before");
		}
		return message + advice(state, message);
	}

	private String advice(String state, String message) {
		return switch (state) {
			case "42501" -> "; an administrator must run " + grant(message);
			case "42704" -> message.contains("gin_trgm_ops")
					? "; an administrator must grant USAGE on the schema of the extension pg_trgm" : "";
			case "25006" -> "; Tintype needs a primary server, and a role without default_transaction_read_only";
			case "53100" -> "; make room on the server's disk";
			case "55P03", "57014" -> "; another session holds a lock for longer than the limit of this role";
			case "08001" -> message.contains("timed out")
					? "; the server, or a pooler in front of it, must allow a few connections more than DB_MAX_CONNECTIONS"
					: "";
			case "3F000" -> "; create the schema, or change the search_path";
			default -> "";
		};
	}

	private String grant(String message) {
		String user = (this.address instanceof DatabaseAddress.Postgresql server) ? server.user() : H2Options.USER;
		Matcher schema = Pattern.compile("for schema (\\S+)").matcher(message);
		return schema.find() ? "GRANT USAGE, CREATE ON SCHEMA " + schema.group(1) + " TO " + user
				: "GRANT on what it names, TO " + user;
	}

	private static @Nullable SQLException fault(Throwable failure) {
		SQLException found = null;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException fault) {
				found = fault;
			}
		}
		return found;
	}

	private String message(SQLException fault) {
		String message = Objects.requireNonNullElse(fault.getMessage(), fault.getClass().getSimpleName());
		String password = (this.address instanceof DatabaseAddress.Postgresql server) ? server.password() : null;
		return ServerMessage.of(message, fault.getSQLState(), password);
	}

	private static String line(Throwable failure) {
		return Objects.requireNonNullElse(failure.getMessage(), failure.getClass().getSimpleName())
			.lines()
			.findFirst()
			.orElse("")
			.strip();
	}

}
