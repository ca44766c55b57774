package dev.tintype.web.openapi;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The routes of the API description, for machines and for people.
 */
@Configuration(proxyBeanMethods = false)
class ApiDescriptionRoutes {

	@Bean
	RouterFunction<ServerResponse> apiDescriptionRouter(ApiDescriptionHandler handler) {
		return route().GET("/v3/api-docs", handler::json)
			.GET("/v3/api-docs.yaml", handler::yaml)
			.GET("/docs", handler::page)
			.build();
	}

}
