package dev.tintype.image.content;

import dev.tintype.security.audit.AuditLog;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that delete images.
 */
@Component
class DeletionHandler {

	private final ImageContent content;

	private final AuditLog audit;

	DeletionHandler(ImageContent content, AuditLog audit) {
		this.audit = audit;
		this.content = content;
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return Requests.id(request)
			.flatMap((id) -> this.content.delete(id).then(this.audit.write("images_deleted", id, 1)))
			.then(ServerResponse.noContent().build());
	}

	Mono<ServerResponse> deleteAll(ServerRequest request) {
		Requests.confirmAll(request);
		return this.content.deleteAll()
			.delayUntil((deleted) -> this.audit.write("images_deleted", null, deleted.deleted()))
			.flatMap(Answers::json);
	}

}
