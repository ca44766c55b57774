package dev.tintype.library.place;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of locations.
 */
@Configuration(proxyBeanMethods = false)
class PlaceRoutes {

	@Bean
	RouterFunction<ServerResponse> placeRouter(PlaceHandler places) {
		return route().GET("/api/locations/near", places::near)
			.GET("/api/locations/stats", places::stats)
			.GET("/api/locations/hotspots", places::hotspots)
			.GET("/api/locations", places::list)
			.POST("/api/locations", places::create)
			.GET("/api/locations/{id}", places::find)
			.PATCH("/api/locations/{id}", places::patch)
			.DELETE("/api/locations/{id}", places::delete)
			.GET("/api/locations/{id}/photos", places::photos)
			.build();
	}

}
