package dev.tintype.caption.operation;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints for the history of captions and for operations.
 */
@Configuration(proxyBeanMethods = false)
class OperationRoutes {

	@Bean
	RouterFunction<ServerResponse> captionOperationRouter(HistoryHandler history, OperationHandler operations) {
		return route().GET("/api/images/{id}/captions", history::list)
			.POST("/api/images/{id}/captions/{caption_id}/restore", history::restore)
			.POST("/api/captions/choose", history::choose)
			.GET("/api/captions/operations", operations::list)
			.GET("/api/captions/operations/{id}", operations::get)
			.GET("/api/captions/operations/{id}/captions", operations::captions)
			.POST("/api/captions/operations/{id}/undo", operations::undo)
			.POST("/api/captions/operations/{id}/redo", operations::redo)
			.build();
	}

}
