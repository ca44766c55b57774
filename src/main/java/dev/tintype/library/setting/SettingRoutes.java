package dev.tintype.library.setting;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of settings.
 */
@Configuration(proxyBeanMethods = false)
class SettingRoutes {

	@Bean
	RouterFunction<ServerResponse> settingRouter(SettingHandler settings) {
		return route().GET("/api/settings/naming-patterns", settings::patterns)
			.GET("/api/settings", settings::list)
			.GET("/api/settings/{key}", settings::find)
			.PUT("/api/settings/{key}", settings::put)
			.DELETE("/api/settings/{key}", settings::delete)
			.build();
	}

}
