package dev.tintype.operation.status;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.data.database.DatabaseFinding;
import dev.tintype.data.database.DatabaseProbe;
import dev.tintype.data.replica.ReplicaState;
import org.jspecify.annotations.Nullable;

/**
 * How the database does, as it is answered.
 *
 * @param database "healthy" or "unhealthy"
 * @param type "h2" or "postgresql"
 * @param version what the database says it is; null until it has first answered
 * @param url without credentials
 * @param latencyMs milliseconds until it answered; null if it did not
 * @param replicas how its copies do, none where none are configured
 */
record DatabaseHealth(String database, String type, @Nullable String version, String url, @Nullable Double latencyMs,
		List<ReplicaState> replicas) {

	private static final String HEALTHY = "healthy";

	static DatabaseHealth of(DatabaseProbe probe, DatabaseFinding finding, List<ReplicaState> replicas) {
		return new DatabaseHealth(finding.healthy() ? HEALTHY : "unhealthy",
				probe.dialect().name().toLowerCase(Locale.ROOT), finding.version(), probe.url(), finding.latencyMs(),
				replicas);
	}

	@JsonIgnore
	boolean isHealthy() {
		return this.database.equals(HEALTHY);
	}

}
