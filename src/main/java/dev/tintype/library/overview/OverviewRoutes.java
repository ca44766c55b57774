package dev.tintype.library.overview;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints that show the library as a whole.
 */
@Configuration(proxyBeanMethods = false)
class OverviewRoutes {

	@Bean
	RouterFunction<ServerResponse> overviewRouter(OverviewHandler overview) {
		return route().GET("/api/library/stats", overview::stats)
			.GET("/api/library/activity", overview::activity)
			.build();
	}

}
