package dev.tintype.operation.feed;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of the feed. The library's handler of events passes on the requests for
 * server-sent events, since they have the address of its listing.
 */
@Configuration(proxyBeanMethods = false)
class FeedRoutes {

	@Bean
	RouterFunction<ServerResponse> feedRouter(FeedHandler feed) {
		return route().GET("/api/changes", feed::list).build();
	}

}
