package dev.tintype.library.duplicate;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints for photos that look alike.
 */
@Configuration(proxyBeanMethods = false)
class DuplicateRoutes {

	@Bean
	RouterFunction<ServerResponse> duplicateRouter(DuplicateHandler duplicates) {
		return route().GET("/api/photos/duplicates", duplicates::list)
			.POST("/api/photos/duplicates/resolve", duplicates::resolve)
			.POST("/api/photos/duplicates/dismiss", duplicates::dismiss)
			.GET("/api/photos/{id}/similar", duplicates::similar)
			.build();
	}

}
