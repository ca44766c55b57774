package dev.tintype.caption.save;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints for captions.
 */
@Configuration(proxyBeanMethods = false)
class CaptionRoutes {

	@Bean
	RouterFunction<ServerResponse> captionRouter(CaptionHandler captions) {
		return route().PUT("/api/images/{id}/caption", captions::save)
			.DELETE("/api/images/{id}/caption", captions::clear)
			.POST("/api/captions", captions::saveAll)
			.build();
	}

}
