package dev.tintype.operation.status;

import java.util.Map;

import dev.tintype.data.database.DatabaseProbe;
import dev.tintype.data.database.Instance;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for the health and the figures of the database.
 */
@Component
class FigureHandler {

	private final DatabaseProbe probe;

	private final StatsRepository stats;

	private final SchemaRepository schemas;

	private final ExpectedSchema expected;

	private final Migrations migrations;

	private final Instance instance;

	FigureHandler(DatabaseProbe probe, StatsRepository stats, SchemaRepository schemas, ExpectedSchema expected,
			Migrations migrations, Instance instance) {
		this.probe = probe;
		this.stats = stats;
		this.schemas = schemas;
		this.expected = expected;
		this.migrations = migrations;
		this.instance = instance;
	}

	Mono<ServerResponse> health(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return this.probe.ask()
			.zipWith(this.probe.replicas(),
					(finding, replicas) -> DatabaseHealth.of(this.probe, finding, this.instance.id(), replicas))
			.flatMap((health) -> Answers.json(health.isHealthy() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE,
					health));
	}

	Mono<ServerResponse> stats(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return this.stats.read().flatMap(Answers::json);
	}

	Mono<ServerResponse> pool(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Answers.json(this.probe.pool());
	}

	Mono<ServerResponse> compatibility(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return this.schemas.read()
			.map((found) -> Compatibility.of(this.expected.schema(), found))
			.flatMap(Answers::json);
	}

	Mono<ServerResponse> migrations(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return this.migrations.all().flatMap((all) -> Answers.json(Map.of("items", all)));
	}

}
