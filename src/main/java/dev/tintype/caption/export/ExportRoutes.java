package dev.tintype.caption.export;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints that export captions.
 */
@Configuration(proxyBeanMethods = false)
class ExportRoutes {

	@Bean
	RouterFunction<ServerResponse> captionExportRouter(ExportHandler exports) {
		return route().GET("/api/captions/export", exports::stream)
			.POST("/api/captions/export", exports::submit)
			.build();
	}

}
