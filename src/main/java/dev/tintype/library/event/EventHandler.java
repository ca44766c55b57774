package dev.tintype.library.event;

import java.time.LocalDate;
import java.util.List;

import dev.tintype.operation.feed.ChangeStream;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.idempotency.RequestResult;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for events.
 */
@Component
class EventHandler {

	private final EventRepository events;

	private final EventMatching matching;

	private final Idempotency idempotency;

	private final Listings listings;

	private final ChangeStream changes;

	EventHandler(EventRepository events, EventMatching matching, Idempotency idempotency, Listings listings,
			ChangeStream changes) {
		this.events = events;
		this.matching = matching;
		this.idempotency = idempotency;
		this.listings = listings;
		this.changes = changes;
	}

	Mono<ServerResponse> sets(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return this.events.sets().flatMap((sets) -> Answers.json(new Sets(sets)));
	}

	Mono<ServerResponse> detect(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		String text = QueryParameters.of(request).text("date", Texts.NAME_LENGTH);
		LocalDate day = (text != null) ? WrittenDay.of(text) : null;
		if (day == null) {
			throw ProblemException.invalid("date", "must be a date or a time, such as 2024-07-04");
		}
		return this.matching.of(day).flatMap((found) -> Answers.json(new Matches(found)));
	}

	// The feed of changes has the same address, and only its media type tells them apart.
	Mono<ServerResponse> list(ServerRequest request) {
		if (ChangeStream.isAsked(request)) {
			return this.changes.answer(request);
		}
		return this.listings.answer(request, EventRepository.ORDERS,
				Mono.fromSupplier(() -> this.events.rows(EventFilter.of(QueryParameters.of(request)))));
	}

	Mono<ServerResponse> create(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body,
					Mono.fromSupplier(() -> EventDraft.create(body))
						.flatMap(this.events::insert)
						.map((event) -> new RequestResult(HttpStatus.CREATED, "/api/events/" + event.id(), event))));
	}

	Mono<ServerResponse> find(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request).flatMap(this.events::find).flatMap((event) -> Answers.json(event));
	}

	Mono<ServerResponse> patch(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> Requests.json(request)
				.flatMap((body) -> this.events.update(id, (event) -> EventDraft.change(body, event))))
			.flatMap((event) -> Answers.json(event));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return Requests.id(request).flatMap(this.events::delete).then(ServerResponse.noContent().build());
	}

	/**
	 * The sets of holidays.
	 *
	 * @param items in the order of their codes
	 */
	private record Sets(List<HolidaySet> items) {
	}

	/**
	 * The events of a day.
	 *
	 * @param items the most certain one first
	 */
	private record Matches(List<EventMatch> items) {
	}

}
