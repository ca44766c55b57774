package dev.tintype.caption.claim;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints for the workers of runs.
 */
@Configuration(proxyBeanMethods = false)
class ClaimRoutes {

	@Bean
	RouterFunction<ServerResponse> captionClaimRouter(ClaimHandler claims) {
		return route().POST("/api/captions/runs/{id}/claims", claims::claim)
			.POST("/api/captions/runs/{id}/results", claims::results)
			.POST("/api/captions/runs/{id}/heartbeat", claims::heartbeat)
			.POST("/api/captions/runs/{id}/release", claims::release)
			.GET("/api/captions/runs/{id}/failures", claims::failures)
			.POST("/api/captions/runs/{id}/failures/retry", claims::retry)
			.build();
	}

}
