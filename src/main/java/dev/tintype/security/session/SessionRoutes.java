package dev.tintype.security.session;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of sessions.
 */
@Configuration(proxyBeanMethods = false)
class SessionRoutes {

	@Bean
	RouterFunction<ServerResponse> sessionRouter(SessionHandler sessions) {
		return route().GET("/api/session", sessions::get)
			.POST("/api/session", sessions::begin)
			.DELETE("/api/session", sessions::end)
			.GET("/sign-in", sessions::page)
			.build();
	}

}
