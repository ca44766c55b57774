package dev.tintype.image.content;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints that receive the bytes of images.
 */
@Configuration(proxyBeanMethods = false)
class ContentRoutes {

	@Bean
	RouterFunction<ServerResponse> contentRouter(UploadHandler uploads) {
		return route().PUT("/api/images/{id}/content", uploads::replace)
			.POST("/api/images", uploads::create)
			.POST("/api/images/known", uploads::known)
			.build();
	}

}
