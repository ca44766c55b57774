package dev.tintype.caption.run;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints for runs.
 */
@Configuration(proxyBeanMethods = false)
class RunRoutes {

	@Bean
	RouterFunction<ServerResponse> captionRunRouter(RunHandler runs) {
		return route().POST("/api/captions/runs", runs::create)
			.GET("/api/captions/runs", runs::list)
			.GET("/api/captions/runs/{id}", runs::get)
			.POST("/api/captions/runs/{id}/pause", runs::pause)
			.POST("/api/captions/runs/{id}/resume", runs::resume)
			.POST("/api/captions/runs/{id}/cancel", runs::cancel)
			.build();
	}

}
