package dev.tintype.library.collection;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of collections.
 */
@Configuration(proxyBeanMethods = false)
class CollectionRoutes {

	@Bean
	RouterFunction<ServerResponse> collectionRouter(CollectionHandler collections) {
		return route().GET("/api/collections", collections::list)
			.POST("/api/collections", collections::create)
			.POST("/api/collections/preview", collections::preview)
			.GET("/api/collections/{id}", collections::find)
			.PATCH("/api/collections/{id}", collections::update)
			.DELETE("/api/collections/{id}", collections::delete)
			.GET("/api/collections/{id}/photos", collections::photos)
			.POST("/api/collections/{id}/photos", collections::add)
			.DELETE("/api/collections/{id}/photos", collections::remove)
			.build();
	}

}
