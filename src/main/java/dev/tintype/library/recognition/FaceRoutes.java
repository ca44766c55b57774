package dev.tintype.library.recognition;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of faces.
 */
@Configuration(proxyBeanMethods = false)
class FaceRoutes {

	@Bean
	RouterFunction<ServerResponse> faceRouter(FaceHandler faces, AssignmentHandler assignments,
			SuggestionHandler suggestions, FaceCrop crop) {
		return route().GET("/api/faces/unassigned", faces::unassigned)
			.GET("/api/faces/ignored", faces::ignored)
			.GET("/api/faces/suggestions", suggestions::list)
			.POST("/api/faces/assign", assignments::assign)
			.POST("/api/faces/batch-assign", assignments::assignEach)
			.POST("/api/faces/ignore", assignments::ignoreAll)
			.POST("/api/faces/unignore", assignments::unignoreAll)
			.GET("/api/faces/{id}/suggestions", suggestions::find)
			.GET("/api/faces/{id}/crop", crop::crop)
			.POST("/api/faces/{id}/ignore", assignments::ignore)
			.POST("/api/faces/{id}/unignore", assignments::unignore)
			.GET("/api/faces/{id}", faces::find)
			.PATCH("/api/faces/{id}", faces::update)
			.DELETE("/api/faces/{id}", faces::delete)
			.GET("/api/faces", faces::list)
			.POST("/api/faces", faces::create)
			.build();
	}

}
