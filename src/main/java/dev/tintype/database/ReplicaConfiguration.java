package dev.tintype.database;

import java.util.List;

import dev.tintype.pool.Sessions;
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
	Replicas replicas(DatabaseSettings settings, DatabaseProperties properties, LoopResources eventLoops,
			Sessions sessions) {
		List<ReplicaServer> servers = ReplicaSettings.of(properties.replicaUrls(), settings.address())
			.stream()
			.map((server) -> server(server, properties, eventLoops, sessions(server, properties, sessions)))
			.toList();
		return Replicas.of(server(settings.address(), properties, eventLoops, sessions),
				Drivers.lanes(settings.address(), eventLoops), servers, properties.pool());
	}

	private static ReplicaServer server(DatabaseAddress address, DatabaseProperties properties, LoopResources loops,
			Sessions sessions) {
		return new ReplicaServer(address.url(), Drivers.of(address, properties, loops, sessions), sessions,
				(address instanceof DatabaseAddress.Postgresql server) ? server.password() : null);
	}

	// Behind the same kind of pooler as the database, or one that its URL tells of; any
	// other is found out when prepared statements fail.
	private static Sessions sessions(DatabaseAddress.Postgresql server, DatabaseProperties properties,
			Sessions database) {
		Boolean known = server.options().pooler();
		Sessions sessions = new Sessions(properties.commandTimeout(), (known != null) ? null : database);
		if (Boolean.TRUE.equals(known)) {
			sessions.share(server.toString());
		}
		return sessions;
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
