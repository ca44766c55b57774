package dev.tintype.library.burst;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints for bursts.
 */
@Configuration(proxyBeanMethods = false)
class BurstRoutes {

	@Bean
	RouterFunction<ServerResponse> burstRouter(BurstHandler bursts) {
		return route().GET("/api/photos/bursts", bursts::list)
			.POST("/api/photos/bursts/resolve", bursts::resolve)
			.build();
	}

}
