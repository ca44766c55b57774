package dev.tintype.library.search;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints that search photos.
 */
@Configuration(proxyBeanMethods = false)
class SearchRoutes {

	@Bean
	RouterFunction<ServerResponse> photoSearchRouter(SearchHandler search) {
		return route().POST("/api/photos/search", search::search)
			.GET("/api/photos/timeline", search::timeline)
			.build();
	}

}
