package dev.tintype.security.user;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of users.
 */
@Configuration(proxyBeanMethods = false)
class UserRoutes {

	@Bean
	RouterFunction<ServerResponse> userRouter(UserHandler users) {
		return route().GET("/api/users", users::list)
			.POST("/api/users", users::add)
			.PATCH("/api/users/{id}", users::change)
			.DELETE("/api/users/{id}", users::delete)
			.build();
	}

}
