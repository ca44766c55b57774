package dev.tintype.library.media;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of the files of photos.
 */
@Configuration(proxyBeanMethods = false)
class PhotoMediaRoutes {

	@Bean
	RouterFunction<ServerResponse> photoMediaRouter(PhotoMediaHandler media) {
		return route().GET("/api/photos/{id}/content", media::content)
			.GET("/api/photos/{id}/thumbnail", media::thumbnail)
			.GET("/api/photos/{id}/xmp", media::xmp)
			.build();
	}

}
