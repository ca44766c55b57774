package dev.tintype.text.chat;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;

import static org.springframework.web.reactive.function.server.RouterFunctions.route;

/**
 * The endpoints of chats.
 */
@Configuration(proxyBeanMethods = false)
class ChatRoutes {

	@Bean
	RouterFunction<ServerResponse> chatRouter(ThreadHandler threads, MessageHandler messages) {
		return route().POST("/api/chat/threads/{thread_id}/messages", messages::save)
			.GET("/api/chat/threads/{thread_id}/messages", messages::list)
			.GET("/api/chat/threads/{thread_id}/context", messages::context)
			.DELETE("/api/chat/threads/{thread_id}", threads::delete)
			.POST("/api/chat/threads", threads::create)
			.GET("/api/chat/threads", threads::list)
			.GET("/api/chat/messages/{id}", messages::find)
			.DELETE("/api/chat/messages/{id}", messages::delete)
			.GET("/api/chat/search", messages::search)
			.build();
	}

}
