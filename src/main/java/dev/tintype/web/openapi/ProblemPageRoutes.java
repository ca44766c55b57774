package dev.tintype.web.openapi;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The routes of the pages that explain the types of problems.
 */
@Configuration(proxyBeanMethods = false)
class ProblemPageRoutes {

	@Bean
	RouterFunction<ServerResponse> problemPageRouter(ProblemPageHandler handler) {
		return route().GET("/problems", handler::list).GET("/problems/{slug}", handler::get).build();
	}

}
