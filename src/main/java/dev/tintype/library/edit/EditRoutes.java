package dev.tintype.library.edit;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints that edit photos.
 */
@Configuration(proxyBeanMethods = false)
class EditRoutes {

	@Bean
	RouterFunction<ServerResponse> photoEditRouter(EditHandler edits) {
		return route().POST("/api/photos/batch", edits::batch)
			.PATCH("/api/photos/{id}", edits::patch)
			.PATCH("/api/photos/{id}/tags", edits::tags)
			.POST("/api/library/operations/{id}/undo", edits::undo)
			.build();
	}

}
