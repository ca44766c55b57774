package dev.tintype.image;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of images.
 */
@Configuration(proxyBeanMethods = false)
class ImageRoutes {

	@Bean
	RouterFunction<ServerResponse> imageRouter(ImageHandler images, FolderHandler folders, PathHandler paths,
			UploadHandler uploads, MediaHandler media) {
		return route().POST("/api/images/register-folder", folders::register)
			.POST("/api/images/scan-folder", folders::scan)
			.POST("/api/images/register-files", images::registerFiles)
			.POST("/api/images/paths", paths::findAll)
			.GET("/api/images/{id}/path", paths::find)
			.PUT("/api/images/{id}/content", uploads::replace)
			.GET("/api/images/{id}/content", media::content)
			.GET("/api/images/{id}/thumbnail", media::thumbnail)
			.GET("/api/images/{id}", images::find)
			.DELETE("/api/images/{id}", images::delete)
			.GET("/api/images", images::list)
			.POST("/api/images", uploads::create)
			.DELETE("/api/images", images::deleteAll)
			.build();
	}

}
