package dev.tintype.library.people;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of people.
 */
@Configuration(proxyBeanMethods = false)
class PersonRoutes {

	@Bean
	RouterFunction<ServerResponse> personRouter(PersonHandler people) {
		return route().POST("/api/people/merges/{id}/undo", people::undo)
			.POST("/api/people/{id}/merge", people::merge)
			.PUT("/api/people/{id}/thumbnail", people::thumbnail)
			.GET("/api/people/{id}/photos", people::photos)
			.GET("/api/people/{id}", people::find)
			.PATCH("/api/people/{id}", people::update)
			.DELETE("/api/people/{id}", people::delete)
			.GET("/api/people", people::list)
			.POST("/api/people", people::create)
			.build();
	}

}
