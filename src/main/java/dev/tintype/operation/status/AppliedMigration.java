package dev.tintype.operation.status;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;

/**
 * A migration and whether it has been applied.
 *
 * @param version null for a repeatable migration
 * @param description from the name of its file
 * @param state "success", "pending", "failed" or another of Flyway's states
 * @param installedOn when it was applied; null if it is pending
 */
public record AppliedMigration(@Nullable String version, String description, String state,
		@Nullable Instant installedOn) {

	static AppliedMigration of(MigrationInfo info) {
		return new AppliedMigration((info.getVersion() != null) ? info.getVersion().getVersion() : null,
				info.getDescription(), info.getState().name().toLowerCase(Locale.ROOT),
				Optional.ofNullable(info.getInstalledOn())
					.map((date) -> Instant.ofEpochMilli(date.getTime()))
					.orElse(null));
	}

}
