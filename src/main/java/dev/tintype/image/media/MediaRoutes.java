package dev.tintype.image.media;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints that read the bytes of images and their metadata.
 */
@Configuration(proxyBeanMethods = false)
class MediaRoutes {

	@Bean
	RouterFunction<ServerResponse> mediaRouter(MediaHandler media) {
		return route().GET("/api/images/{id}/content", media::content)
			.GET("/api/images/{id}/metadata", media::metadata)
			.GET("/api/images/{id}/thumbnail", media::thumbnail)
			.POST("/api/images/thumbnails/warm", media::warm)
			.build();
	}

}
