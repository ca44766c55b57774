package dev.tintype.library.decision;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints for pictures that wait for a decision.
 */
@Configuration(proxyBeanMethods = false)
class ConflictRoutes {

	@Bean
	RouterFunction<ServerResponse> conflictRouter(ConflictHandler conflicts) {
		return route().GET("/api/assets/conflicts", conflicts::list)
			.POST("/api/assets/conflicts/{id}", conflicts::decide)
			.build();
	}

}
