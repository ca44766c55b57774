package dev.tintype.operation.status;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints that report the state of the database. They only read.
 */
@Configuration(proxyBeanMethods = false)
class FigureRoutes {

	@Bean
	RouterFunction<ServerResponse> figureRouter(FigureHandler figures) {
		return route().GET("/api/database/health", figures::health)
			.GET("/api/database/stats", figures::stats)
			.GET("/api/database/pool", figures::pool)
			.GET("/api/database/compatibility", figures::compatibility)
			.GET("/api/database/migrations", figures::migrations)
			.build();
	}

}
