package dev.tintype.image.deletion;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints that delete images.
 */
@Configuration(proxyBeanMethods = false)
class DeletionRoutes {

	@Bean
	RouterFunction<ServerResponse> deletionRouter(DeletionHandler deletions) {
		return route().POST("/api/images/delete", deletions::deleteSelected)
			.DELETE("/api/images/{id}", deletions::delete)
			.DELETE("/api/images", deletions::deleteAll)
			.build();
	}

}
