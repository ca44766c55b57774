package dev.tintype.library.relationship;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of relationships.
 */
@Configuration(proxyBeanMethods = false)
class RelationshipRoutes {

	@Bean
	RouterFunction<ServerResponse> relationshipRouter(RelationshipHandler relationships) {
		return route().GET("/api/people/{id}/relationships", relationships::list)
			.POST("/api/relationships", relationships::create)
			.PATCH("/api/relationships/{id}", relationships::update)
			.DELETE("/api/relationships/{id}", relationships::delete)
			.build();
	}

}
