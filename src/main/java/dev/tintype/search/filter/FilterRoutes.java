package dev.tintype.search.filter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoint that describes the fields of a listing.
 */
@Configuration(proxyBeanMethods = false)
class FilterRoutes {

	@Bean
	RouterFunction<ServerResponse> filterRouter(FilterHandler filters) {
		return route().GET("/api/filters/{listing}", filters::describe).build();
	}

}
