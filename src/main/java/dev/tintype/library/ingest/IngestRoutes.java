package dev.tintype.library.ingest;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoint that ingests pictures.
 */
@Configuration(value = "assetIngestRoutes", proxyBeanMethods = false)
class IngestRoutes {

	@Bean
	RouterFunction<ServerResponse> assetIngestRouter(IngestHandler ingest) {
		return route().POST("/api/assets", ingest::ingest).build();
	}

}
