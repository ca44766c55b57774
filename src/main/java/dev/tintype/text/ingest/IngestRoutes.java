package dev.tintype.text.ingest;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints that ingest files as documents.
 */
@Configuration(proxyBeanMethods = false)
class IngestRoutes {

	@Bean
	RouterFunction<ServerResponse> ingestRouter(IngestHandler ingestion) {
		return route().POST("/api/documents/ingest-file", ingestion::file)
			.POST("/api/documents/ingest-directory", ingestion::directory)
			.POST("/api/documents/ingest-batch", ingestion::batch)
			.POST("/api/documents/upload", ingestion::upload)
			.build();
	}

}
