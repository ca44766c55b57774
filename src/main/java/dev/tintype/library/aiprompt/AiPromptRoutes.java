package dev.tintype.library.aiprompt;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of prompts for models.
 */
@Configuration(proxyBeanMethods = false)
class AiPromptRoutes {

	@Bean
	RouterFunction<ServerResponse> aiPromptRouter(AiPromptHandler prompts) {
		return route().GET("/api/ai-prompts/effective", prompts::effective)
			.POST("/api/ai-prompts/reset-to-defaults", prompts::reset)
			.GET("/api/ai-prompts", prompts::list)
			.POST("/api/ai-prompts", prompts::create)
			.GET("/api/ai-prompts/{id}", prompts::find)
			.PATCH("/api/ai-prompts/{id}", prompts::patch)
			.DELETE("/api/ai-prompts/{id}", prompts::delete)
			.build();
	}

}
