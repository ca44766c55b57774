package dev.tintype.library.photo;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints that show photos.
 */
@Configuration(proxyBeanMethods = false)
class PhotoRoutes {

	@Bean
	RouterFunction<ServerResponse> photoRouter(PhotoHandler photos) {
		return route().GET("/api/photos/{id}", photos::find).GET("/api/photos", photos::list).build();
	}

}
