package dev.tintype.library.setting;

import java.util.List;

import dev.tintype.library.naming.NamingPattern;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for settings.
 */
@Component
class SettingHandler {

	private final SettingRepository settings;

	private final Listings listings;

	SettingHandler(SettingRepository settings, Listings listings) {
		this.settings = settings;
		this.listings = listings;
	}

	Mono<ServerResponse> patterns(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Answers.json(new Patterns(NamingPattern.NAMED.entrySet()
			.stream()
			.map((pattern) -> new Pattern(pattern.getKey(), pattern.getValue()))
			.toList()));
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, this.settings.orders(), Mono
			.fromSupplier(() -> this.settings.rows(QueryParameters.of(request).text("category", Texts.NAME_LENGTH))));
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return existing(request).flatMap(this.settings::find).flatMap((setting) -> Answers.json(setting));
	}

	Mono<ServerResponse> put(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		String key = request.pathVariable("key");
		String fault = Texts.fault(key, 1, Texts.NAME_LENGTH);
		if (fault != null) {
			throw ProblemException.invalid("key", fault);
		}
		return Requests.json(request)
			.map((body) -> SettingDraft.read(key, body))
			.flatMap(this.settings::put)
			.flatMap((isNew) -> this.settings.find(key)
				.flatMap((setting) -> Answers.json(isNew ? HttpStatus.CREATED : HttpStatus.OK, setting)));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return existing(request).flatMap(this.settings::delete).then(ServerResponse.noContent().build());
	}

	// A text that no setting can have as its key is not bound.
	private static Mono<String> existing(ServerRequest request) {
		String key = request.pathVariable("key");
		return (Texts.fault(key, 1, Texts.NAME_LENGTH) == null) ? Mono.just(key) : SettingRepository.missing(key);
	}

	/**
	 * The patterns of file names that have a name.
	 *
	 * @param items in the order in which users see them
	 */
	private record Patterns(List<Pattern> items) {
	}

	/**
	 * A pattern of file names.
	 *
	 * @param name a value of {@code silver_naming_pattern}
	 */
	private record Pattern(String name, String pattern) {
	}

}
