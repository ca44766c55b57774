package dev.tintype.image.registry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints for the rows of images.
 */
@Configuration(proxyBeanMethods = false)
class ImageRoutes {

	@Bean
	RouterFunction<ServerResponse> imageRouter(ImageHandler images) {
		return route().POST("/api/images/register-files", images::registerFiles)
			.GET("/api/images/{id}", images::find)
			.GET("/api/images", images::list)
			.build();
	}

}
