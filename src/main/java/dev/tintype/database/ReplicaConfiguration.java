package dev.tintype.database;

import java.util.List;

import dev.tintype.replica.ReplicaFilter;
import dev.tintype.replica.ReplicaServer;
import dev.tintype.replica.Replicas;
import dev.tintype.support.ServiceOnly;
import reactor.netty.resources.LoopResources;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Connects the service to the copies of its database, if there are any.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(ReplicaConfiguration.Configured.class)
@ServiceOnly
class ReplicaConfiguration {

	@Bean(destroyMethod = "dispose")
	Replicas replicas(DatabaseSettings settings, DatabaseProperties properties, LoopResources eventLoops) {
		List<ReplicaServer> servers = ReplicaSettings.of(properties.replicaUrls(), settings.address())
			.stream()
			.map((server) -> new ReplicaServer(server.url(), Drivers.of(server, properties, eventLoops),
					server.password()))
			.toList();
		return Replicas.of(Drivers.of(settings.address(), properties, eventLoops),
				Drivers.lanes(settings.address(), eventLoops), servers, properties.pool());
	}

	@Bean
	ReplicaFilter replicaFilter(Replicas replicas) {
		return new ReplicaFilter(replicas);
	}

	/**
	 * Whether a URL is given, so that without one there is nothing of all this.
	 */
	static final class Configured implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return Binder.get(context.getEnvironment())
				.bind("tintype.db.replica-urls", Bindable.listOf(String.class))
				.orElse(List.of())
				.stream()
				.anyMatch(StringUtils::hasText);
		}

	}

}
