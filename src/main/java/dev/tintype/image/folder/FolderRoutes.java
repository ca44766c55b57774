package dev.tintype.image.folder;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints for folders.
 */
@Configuration(proxyBeanMethods = false)
class FolderRoutes {

	@Bean
	RouterFunction<ServerResponse> folderRouter(FolderHandler folders) {
		return route().POST("/api/images/register-folder", folders::register)
			.POST("/api/images/scan-folder", folders::scan)
			.GET("/api/folders", folders::list)
			.build();
	}

}
