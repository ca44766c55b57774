package dev.tintype.library.asset;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of assets and of the actions on photos.
 */
@Configuration(proxyBeanMethods = false)
class AssetRoutes {

	@Bean
	RouterFunction<ServerResponse> assetRouter(AssetHandler assets, TrashHandler trash, TierHandler tiers) {
		return route().GET("/api/assets/trash", trash::list)
			.POST("/api/assets/trash", trash::trash)
			.DELETE("/api/assets/trash", trash::empty)
			.POST("/api/assets/restore", trash::restore)
			.GET("/api/assets/{id}", assets::find)
			.DELETE("/api/assets/{id}", trash::delete)
			.GET("/api/assets/{id}/history", assets::history)
			.POST("/api/assets/{id}/replace", tiers::replace)
			.POST("/api/photos/{id}/process", tiers::process)
			.POST("/api/photos/{id}/promote", tiers::promote)
			.POST("/api/photos/{id}/demote", tiers::demote)
			.POST("/api/photos/{id}/reject", tiers::reject)
			.POST("/api/photos/{id}/reinstate", tiers::reinstate)
			.POST("/api/photos/{id}/reprocess", tiers::reprocess)
			.POST("/api/photos/{id}/embed", tiers::embed)
			.build();
	}

}
