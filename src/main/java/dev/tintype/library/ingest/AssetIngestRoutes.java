package dev.tintype.library.ingest;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoint that ingests pictures.
 */
@Configuration(proxyBeanMethods = false)
class AssetIngestRoutes {

	@Bean
	RouterFunction<ServerResponse> assetIngestRouter(AssetIngestHandler ingest) {
		return route().POST("/api/assets", ingest::ingest).build();
	}

}
