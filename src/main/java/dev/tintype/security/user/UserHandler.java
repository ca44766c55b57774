package dev.tintype.security.user;

import java.util.Optional;
import java.util.UUID;

import dev.tintype.security.audit.AuditLog;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that list and change users.
 */
@Component
class UserHandler {

	private final UserRepository users;

	private final Passwords passwords;

	private final Listings listings;

	private final AuditLog audit;

	UserHandler(UserRepository users, Passwords passwords, Listings listings, AuditLog audit) {
		this.users = users;
		this.passwords = passwords;
		this.listings = listings;
		this.audit = audit;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, this.users.orders(), Mono.fromSupplier(this.users::rows));
	}

	Mono<ServerResponse> add(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		// A stored response or its request would contain a secret.
		Idempotency.refuse(request, "secrets");
		return Requests.json(request)
			.map(UserDraft::read)
			.flatMap((draft) -> this.passwords.hash(draft.password())
				.flatMap((hash) -> this.users.add(draft.username(), hash, draft.role())))
			.delayUntil((user) -> this.audit.write("user_added", user.username(), 1))
			.flatMap((user) -> Answers.json(HttpStatus.CREATED, user));
	}

	Mono<ServerResponse> change(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> Requests.json(request)
				.map(UserDraft.Change::read)
				.flatMap((change) -> change(id, change))
				.switchIfEmpty(Requests.missing(id)))
			.delayUntil((user) -> this.audit.write("user_changed", user.username(), 1))
			.flatMap(Answers::json);
	}

	private Mono<User> change(UUID id, UserDraft.Change change) {
		Mono<Optional<String>> hash = (change.password() != null)
				? this.passwords.hash(change.password()).map(Optional::of) : Mono.just(Optional.empty());
		return hash.flatMap((found) -> this.users.change(id, found.orElse(null), change.role(), change.isEnabled()));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return Requests.id(request)
			.flatMap((id) -> this.users.delete(id).switchIfEmpty(Requests.missing(id)))
			.flatMap((user) -> this.audit.write("user_deleted", user.username(), 1))
			.then(ServerResponse.noContent().build());
	}

}
