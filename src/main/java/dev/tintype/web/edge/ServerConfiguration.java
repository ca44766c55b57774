package dev.tintype.web.edge;

import dev.tintype.web.http.Shutdown;
import dev.tintype.web.openapi.DescribedParameters;
import dev.tintype.web.route.RouteTable;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.filter.reactive.UrlHandlerFilter;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;

/**
 * Configures the parts of the edge that Spring and Netty provide.
 */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

	private static final long MOST_UNSENT_BYTES = 1 << 17;

	private static final String SPRING_ROUTES = "routerFunctionMapping";

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 30)
	UrlHandlerFilter trailingSlashFilter() {
		return UrlHandlerFilter.trailingSlashHandler("/api/**", "/v3/**", "/docs/", "/problems/**", "/sign-in/")
			.mutateRequest()
			.build();
	}

	/**
	 * Removes Spring's own mapping of the routes. A request must not reach a handler
	 * whose route the table, and so the authorisation, has not found.
	 * @return removes the bean before it is created
	 */
	@Bean
	static BeanDefinitionRegistryPostProcessor singleMappingOfRoutes() {
		return (registry) -> {
			if (registry.containsBeanDefinition(SPRING_ROUTES)) {
				registry.removeBeanDefinition(SPRING_ROUTES);
			}
		};
	}

	@Bean
	HandlerMapping indexedRoutes(RouteTable routes, DescribedParameters parameters, ServerCodecConfigurer codecs) {
		RouterFunctionMapping mapping = new RouterFunctionMapping(new IndexedRouter(routes, parameters));
		mapping.setMessageReaders(codecs.getReaders());
		mapping.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return mapping;
	}

	/**
	 * Serves clients on the event loops of the database's connections.
	 * @param eventLoops the event loops, whose creator also ends them
	 * @return the replacement of Reactor Netty's global event loops
	 */
	@Bean
	ReactorResourceFactory sharedLoops(ObjectProvider<LoopResources> eventLoops) {
		ReactorResourceFactory resources = new ReactorResourceFactory();
		eventLoops.ifAvailable((loops) -> {
			resources.setUseGlobalResources(false);
			resources.setLoopResources(loops);
		});
		return resources;
	}

	@Bean
	NettyServerCustomizer requestGuardCustomizer(ServerSettings settings, OpenConnections connections) {
		return (server) -> server.doOnBound(connections::bound)
			.doOnChannelInit((observer, channel, address) -> RequestGuard.install(channel.pipeline(),
					settings.headerTimeout(), connections));
	}

	@Bean
	Shutdown shutdown() {
		return new Shutdown();
	}

	/**
	 * Limits the unsent data in the kernel. A slow reader then slows down the query after
	 * kilobytes instead of megabytes, and a written page is nearly sent.
	 * @return the customizer, which sets the option if the transport has it
	 */
	@Bean
	NettyServerCustomizer unsentBytesCustomizer() {
		return (server) -> Epoll.isAvailable()
				? server.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, MOST_UNSENT_BYTES) : server;
	}

}
