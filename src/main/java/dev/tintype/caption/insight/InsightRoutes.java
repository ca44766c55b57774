package dev.tintype.caption.insight;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints for what models wrote.
 */
@Configuration(proxyBeanMethods = false)
class InsightRoutes {

	@Bean
	RouterFunction<ServerResponse> captionInsightRouter(InsightHandler insight) {
		return route().GET("/api/captions/models", insight::models)
			.GET("/api/captions/compare", insight::compare)
			.GET("/api/captions/stats", insight::stats)
			.GET("/api/captions/tags", insight::tags)
			.GET("/api/captions/duplicates", insight::duplicates)
			.build();
	}

}
