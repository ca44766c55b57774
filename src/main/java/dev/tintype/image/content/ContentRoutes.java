package dev.tintype.image.content;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints for the bytes of images and for the deletion of images.
 */
@Configuration(proxyBeanMethods = false)
class ContentRoutes {

	@Bean
	RouterFunction<ServerResponse> contentRouter(UploadHandler uploads, DeletionHandler deletions) {
		return route().PUT("/api/images/{id}/content", uploads::replace)
			.DELETE("/api/images/{id}", deletions::delete)
			.POST("/api/images", uploads::create)
			.DELETE("/api/images", deletions::deleteAll)
			.build();
	}

}
