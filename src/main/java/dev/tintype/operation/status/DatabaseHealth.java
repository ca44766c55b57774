package dev.tintype.operation.status;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.tintype.data.database.DatabaseFinding;
import dev.tintype.data.database.DatabaseProbe;
import dev.tintype.data.replica.ReplicaState;
import org.jspecify.annotations.Nullable;

/**
 * The health of the database, as a response shows it.
 *
 * @param database "healthy" or "unhealthy"
 * @param type "h2" or "postgresql"
 * @param version as the database reports it; null until its first response
 * @param url without credentials
 * @param latencyMs milliseconds until the database responded; null if it did not
 * @param instance the id of the instance that responds
 * @param replicas the health of the replicas; empty if none is configured
 */
record DatabaseHealth(String database, String type, @Nullable String version, String url, @Nullable Double latencyMs,
		String instance, List<ReplicaState> replicas) {

	private static final String HEALTHY = "healthy";

	static DatabaseHealth of(DatabaseProbe probe, DatabaseFinding finding, String instance,
			List<ReplicaState> replicas) {
		return new DatabaseHealth(finding.healthy() ? HEALTHY : "unhealthy",
				probe.dialect().name().toLowerCase(Locale.ROOT), finding.version(), probe.url(), finding.latencyMs(),
				instance, replicas);
	}

	@JsonIgnore
	boolean isHealthy() {
		return this.database.equals(HEALTHY);
	}

}
