package dev.tintype.security.key;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of keys.
 */
@Configuration(proxyBeanMethods = false)
class KeyRoutes {

	@Bean
	RouterFunction<ServerResponse> keyRouter(KeyHandler keys) {
		return route().GET("/api/keys", keys::list)
			.POST("/api/keys", keys::create)
			.DELETE("/api/keys/{id}", keys::revoke)
			.build();
	}

}
