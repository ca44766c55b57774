package dev.tintype.text.promptsave;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints that save prompts.
 */
@Configuration(proxyBeanMethods = false)
class PromptSaveRoutes {

	@Bean
	RouterFunction<ServerResponse> promptSaveRouter(PromptSaveHandler saves) {
		return route().POST("/api/prompts/batch", saves::saveAll).POST("/api/prompts", saves::save).build();
	}

}
