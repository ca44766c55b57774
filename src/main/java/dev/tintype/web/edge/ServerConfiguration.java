package dev.tintype.web.edge;

import dev.tintype.web.http.Shutdown;
import dev.tintype.web.openapi.DescribedParameters;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import reactor.netty.resources.LoopResources;

import org.springframework.beans.factory.ObjectProvider;
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
 * The parts of the edge that Spring and Netty bring.
 */
@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

	private static final long MOST_UNSENT_BYTES = 1 << 17;

	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE + 30)
	UrlHandlerFilter trailingSlashFilter() {
		return UrlHandlerFilter.trailingSlashHandler("/api/**", "/v3/**", "/docs/", "/problems/**")
			.mutateRequest()
			.build();
	}

	/**
	 * Looks before Spring's own mapping of the same routes, which finds nothing else.
	 * @return the mapping
	 */
	@Bean
	HandlerMapping indexedRoutes(RouteTable routes, DescribedParameters parameters, ServerCodecConfigurer codecs) {
		RouterFunctionMapping mapping = new RouterFunctionMapping(new IndexedRouter(routes, parameters));
		mapping.setMessageReaders(codecs.getReaders());
		mapping.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return mapping;
	}

	/**
	 * Serves clients on the loops of the database's connections.
	 * @param eventLoops are ended by those who made them
	 * @return takes the place of the loops that Reactor Netty has for everybody
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
	 * Keeps little unsent data in the kernel: a reader that is slow then slows down the
	 * query after its first kilobytes, not after megabytes, and a page that is written is
	 * nearly sent.
	 * @return sets the option where the transport has it
	 */
	@Bean
	NettyServerCustomizer unsentBytesCustomizer() {
		return (server) -> Epoll.isAvailable()
				? server.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, MOST_UNSENT_BYTES) : server;
	}

}
