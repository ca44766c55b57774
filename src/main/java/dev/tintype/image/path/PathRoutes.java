package dev.tintype.image.path;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of the paths of images.
 */
@Configuration(proxyBeanMethods = false)
class PathRoutes {

	@Bean
	RouterFunction<ServerResponse> pathRouter(PathHandler paths) {
		return route().POST("/api/images/paths", paths::findAll).GET("/api/images/{id}/path", paths::find).build();
	}

}
