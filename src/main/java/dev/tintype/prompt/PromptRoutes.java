package dev.tintype.prompt;

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
	RouterFunction<ServerResponse> promptRouter(PromptSaveHandler saves) {
		return route().POST("/api/prompts", saves::save).POST("/api/prompts/batch", saves::saveAll).build();
	}

}
