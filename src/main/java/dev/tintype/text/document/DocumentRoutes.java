package dev.tintype.text.document;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of documents.
 */
@Configuration(proxyBeanMethods = false)
class DocumentRoutes {

	@Bean
	RouterFunction<ServerResponse> documentRouter(DocumentHandler documents) {
		return route().GET("/api/documents/search", documents::search)
			.GET("/api/documents/count", documents::count)
			.GET("/api/documents/{code}", documents::find)
			.PUT("/api/documents/{code}", documents::save)
			.PATCH("/api/documents/{code}", documents::update)
			.DELETE("/api/documents/{code}", documents::delete)
			.POST("/api/documents", documents::create)
			.GET("/api/documents", documents::list)
			.build();
	}

}
