package dev.tintype.operation.job;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints for jobs.
 */
@Configuration(proxyBeanMethods = false)
class JobRoutes {

	@Bean
	RouterFunction<ServerResponse> jobRouter(JobHandler jobs) {
		return route().GET("/api/jobs", jobs::list)
			.GET("/api/jobs/{id}", jobs::get)
			.GET("/api/jobs/{id}/events", jobs::events)
			.POST("/api/jobs/{id}/cancel", jobs::cancel)
			.POST("/api/jobs/{id}/retry", jobs::retry)
			.GET("/api/jobs/{id}/file", jobs::file)
			.DELETE("/api/jobs/{id}", jobs::delete)
			.build();
	}

}
