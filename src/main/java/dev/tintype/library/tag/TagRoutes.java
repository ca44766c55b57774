package dev.tintype.library.tag;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of tags.
 */
@Configuration(proxyBeanMethods = false)
class TagRoutes {

	@Bean
	RouterFunction<ServerResponse> tagRouter(TagHandler tags) {
		return route().GET("/api/tags", tags::list)
			.POST("/api/tags", tags::add)
			.PATCH("/api/tags/{id}", tags::rename)
			.DELETE("/api/tags/{id}", tags::delete)
			.build();
	}

}
