package dev.tintype.caption.edit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints that change the captions of many images.
 */
@Configuration(proxyBeanMethods = false)
class CaptionEditRoutes {

	@Bean
	RouterFunction<ServerResponse> captionEditRouter(CaptionEditHandler edits) {
		return route().POST("/api/captions/edit", edits::edit).DELETE("/api/captions", edits::clear).build();
	}

}
