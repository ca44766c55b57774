package dev.tintype.web.edge;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.reactive.function.server.RequestPredicates.path;
import static org.springframework.web.reactive.function.server.RouterFunctions.nest;
import static org.springframework.web.reactive.function.server.RouterFunctions.route;

class RouteDescriptionsTests {

	private final RouterFunction<ServerResponse> router = nest(path("/api"),
			route().GET("/lakes/{id}", (request) -> ServerResponse.ok().build())
				.DELETE("/lakes/{id:[a-z]+}", (request) -> ServerResponse.ok().build())
				.build());

	@Test
	void describedRoutesHaveNoDifferences() {
		assertThat(differences(
				Map.of("/api/lakes/{id}", Map.of("get", Map.of(), "delete", Map.of(), "parameters", List.of()),
						"/actuator/health", Map.of("get", Map.of()))))
			.isEmpty();
	}

	@Test
	void routeWithoutDescriptionIsNamed() {
		assertThat(differences(Map.of("/api/lakes/{id}", Map.of("get", Map.of()))))
			.containsExactly("DELETE /api/lakes/{id} is not described");
	}

	@Test
	void descriptionWithoutRouteIsNamed() {
		assertThat(differences(Map.of("/api/lakes/{id}", Map.of("get", Map.of(), "delete", Map.of(), "put", Map.of()))))
			.containsExactly("PUT /api/lakes/{id} is described and is no route");
	}

	private List<String> differences(Map<String, Object> paths) {
		return RouteDescriptions.differences(List.of(this.router), Map.of("paths", paths));
	}

}
