package dev.tintype.caption.load;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoint that imports captions.
 */
@Configuration(proxyBeanMethods = false)
class ImportRoutes {

	@Bean
	RouterFunction<ServerResponse> captionImportRouter(ImportHandler imports) {
		return route().POST("/api/captions/import", imports::load).build();
	}

}
