package dev.tintype.web.pages;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The addresses of the web pages and of their files. The same addresses are in
 * {@code app.js}.
 */
@Configuration(proxyBeanMethods = false)
class PageRoutes {

	@Bean
	RouterFunction<ServerResponse> pageRouter(PageHandler pages) {
		return route().GET("/", pages.shell("gallery"))
			.GET("/images/{id}", pages.shell("image"))
			.GET("/captions", pages.shell("captions"))
			.GET("/web/{version:[0-9a-f]+}/{*path}", pages::file)
			.build();
	}

}
