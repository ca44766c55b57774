package dev.tintype.caption.sidecar;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoint that writes captions beside images.
 */
@Configuration(proxyBeanMethods = false)
class SidecarRoutes {

	@Bean
	RouterFunction<ServerResponse> sidecarRouter(SidecarHandler sidecars) {
		return route().POST("/api/captions/sidecars", sidecars::write).build();
	}

}
