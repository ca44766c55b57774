package dev.tintype.library.event;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of events.
 */
@Configuration(proxyBeanMethods = false)
class EventRoutes {

	@Bean
	RouterFunction<ServerResponse> eventRouter(EventHandler events) {
		return route().GET("/api/events/holiday-sets", events::sets)
			.GET("/api/events/detect", events::detect)
			.GET("/api/events", events::list)
			.POST("/api/events", events::create)
			.GET("/api/events/{id}", events::find)
			.PATCH("/api/events/{id}", events::patch)
			.DELETE("/api/events/{id}", events::delete)
			.build();
	}

}
