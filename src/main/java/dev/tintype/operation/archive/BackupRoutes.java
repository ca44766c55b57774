package dev.tintype.operation.archive;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoint for backups.
 */
@Configuration(proxyBeanMethods = false)
class BackupRoutes {

	@Bean
	RouterFunction<ServerResponse> backupRouter(BackupHandler backups) {
		return route().POST("/api/database/backup", backups::backup).build();
	}

}
