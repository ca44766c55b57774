package dev.tintype.image.overview;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints that show the listing of images as a whole.
 */
@Configuration(proxyBeanMethods = false)
class ImageOverviewRoutes {

	/** Before the router of {@code /api/images/{id}}, which matches these paths too. */
	static final int ORDER = 0;

	@Bean
	@Order(ORDER)
	RouterFunction<ServerResponse> imageOverviewRouter(ImageOverviewHandler overview) {
		return route().GET("/api/images/outline", overview::outline)
			.GET("/api/images/buckets", overview::buckets)
			.GET("/api/images/facets", overview::facets)
			.GET("/api/images/{id}/position", overview::position)
			.build();
	}

}
