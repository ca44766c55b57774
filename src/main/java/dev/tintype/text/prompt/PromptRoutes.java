package dev.tintype.text.prompt;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of prompts.
 */
@Configuration(proxyBeanMethods = false)
class PromptRoutes {

	@Bean
	RouterFunction<ServerResponse> promptRouter(PromptHandler prompts, PromptMediaHandler media, PromptExport export) {
		return route().POST("/api/prompts/cleanup", prompts::cleanUp)
			.GET("/api/prompts/search", prompts::search)
			.GET("/api/prompts/popular", prompts::popular)
			.GET("/api/prompts/recent", prompts::recent)
			.GET("/api/prompts/stats/overview", prompts::overview)
			.GET("/api/prompts/export", export::export)
			.GET("/api/prompts/{id}/thumbnail", media::thumbnail)
			.GET("/api/prompts/{id}/images", media::images)
			.GET("/api/prompts/{id}", prompts::find)
			.PATCH("/api/prompts/{id}", prompts::update)
			.DELETE("/api/prompts/{id}", prompts::delete)
			.GET("/api/prompts", prompts::list)
			.build();
	}

}
