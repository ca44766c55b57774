package dev.tintype.data.database;

import java.util.List;

import dev.tintype.data.connection.DatabaseAddress;
import dev.tintype.data.connection.DatabaseProperties;
import dev.tintype.data.connection.DatabaseSettings;
import dev.tintype.data.connection.Drivers;
import dev.tintype.data.pool.Sessions;
import dev.tintype.data.replica.ReplicaServer;
import dev.tintype.data.replica.Replicas;
import dev.tintype.data.replica.ReplicasConfigured;
import dev.tintype.support.ServiceOnly;
import reactor.netty.resources.LoopResources;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Connects the service to the replicas of its database, if any are configured.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(ReplicasConfigured.class)
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

	// A replica's pooler is taken to be like that of the database, unless its URL says
	// otherwise. Failures of prepared statements reveal any other.
	private static Sessions sessions(DatabaseAddress.Postgresql server, DatabaseProperties properties,
			Sessions database) {
		Boolean known = server.options().pooler();
		Sessions sessions = new Sessions(properties.commandTimeout(), (known != null) ? null : database);
		if (Boolean.TRUE.equals(known)) {
			sessions.share(server.toString());
		}
		return sessions;
	}

}
