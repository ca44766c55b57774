package dev.tintype.operation.status;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.tintype.data.database.DatabaseFinding;
import dev.tintype.data.database.DatabaseProbe;
import dev.tintype.data.replica.ReplicaState;
import dev.tintype.web.http.Json;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.ReactiveHealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Reports the result of the database probe to Actuator.
 */
@Component
public final class DatabaseHealthIndicator implements ReactiveHealthIndicator {

	// Actuator would name the members of a record differently than the service.
	private static final TypeReference<Map<String, Integer>> JSON_OBJECT = new TypeReference<>() {
	};

	private static final TypeReference<List<Map<String, Object>>> JSON_ARRAY = new TypeReference<>() {
	};

	private final DatabaseProbe probe;

	public DatabaseHealthIndicator(DatabaseProbe probe) {
		this.probe = probe;
	}

	@Override
	public Mono<Health> health() {
		return this.probe.ask()
			.zipWith(this.probe.replicas(),
					(finding, replicas) -> (finding.healthy() ? Health.up() : Health.down())
						.withDetails(details(finding, replicas))
						.build());
	}

	private Map<String, Object> details(DatabaseFinding finding, List<ReplicaState> replicas) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("type", this.probe.dialect().name().toLowerCase(Locale.ROOT));
		details.put("url", this.probe.url());
		put(details, "version", finding.version());
		put(details, "latency_ms", finding.latencyMs());
		put(details, finding.healthy() ? "remark" : "error", finding.remark());
		details.put("pool", Json.MAPPER.convertValue(this.probe.pool(), JSON_OBJECT));
		if (!replicas.isEmpty()) {
			details.put("replicas", Json.MAPPER.convertValue(replicas, JSON_ARRAY));
		}
		return details;
	}

	private static void put(Map<String, Object> details, String name, @Nullable Object value) {
		if (value != null) {
			details.put(name, value);
		}
	}

}
