package dev.tintype.caption.run;

import java.net.URI;
import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.LongWork;
import dev.tintype.data.sql.Transactions;
import dev.tintype.image.registry.SelectedImages;
import dev.tintype.search.filter.ExpectedCount;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
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
 * Handles requests for runs: creates and lists them, and changes their states.
 */
@Component
class RunHandler {

	private final RunRepository runs;

	private final SelectedImages images;

	private final RunProgress progress;

	private final RunTotals totals;

	private final RunEvents events;

	private final Transactions transactions;

	private final Idempotency idempotency;

	private final Listings listings;

	RunHandler(RunRepository runs, SelectedImages images, RunProgress progress, RunTotals totals, RunEvents events,
			Transactions transactions, Idempotency idempotency, Listings listings) {
		this.images = images;
		this.runs = runs;
		this.progress = progress;
		this.totals = totals;
		this.events = events;
		this.transactions = transactions;
		this.idempotency = idempotency;
		this.listings = listings;
	}

	Mono<ServerResponse> create(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body,
					Mono.fromSupplier(() -> RunDraft.read(body)).flatMap(this::create)));
	}

	private Mono<RequestResult> create(RunDraft draft) {
		return counted(draft).then(Mono.defer(() -> this.transactions.run(this.runs.insert(draft))))
			.flatMap((run) -> this.progress.of(List.of(run)).map((statuses) -> {
				this.totals.begin(run);
				return new RequestResult(HttpStatus.CREATED, location(run), statuses.get(0));
			}));
	}

	private Mono<Long> counted(RunDraft draft) {
		return (draft.expected() == null) ? Mono.empty() : LongWork.of(this.images.count("TRUE", draft.rows()))
			.doOnNext((count) -> ExpectedCount.check(draft.expected(), count, "images"));
	}

	private static String location(Run run) {
		return URI.create("/api/captions/runs/" + run.id()).toString();
	}

	Mono<ServerResponse> list(ServerRequest request) {
		String state = QueryParameters.of(request).word("state", RunState.WORDS, "");
		return this.listings.answer(request, RunRows.ORDERS,
				Mono.just(new RunRows(this.runs.rows(state), this.progress)));
	}

	Mono<ServerResponse> get(ServerRequest request) {
		MediaType type = Requests.accept(request, MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM);
		return Requests.id(request)
			.flatMap(this::known)
			.doOnNext(this.totals::begin)
			.flatMap(
					(run) -> type.equals(MediaType.TEXT_EVENT_STREAM) ? this.events.answer(request, run) : answer(run));
	}

	Mono<ServerResponse> pause(ServerRequest request) {
		return change(request, List.of(RunState.RUNNING, RunState.PAUSED), RunState.PAUSED);
	}

	Mono<ServerResponse> resume(ServerRequest request) {
		return change(request, List.of(RunState.RUNNING, RunState.PAUSED), RunState.RUNNING);
	}

	Mono<ServerResponse> cancel(ServerRequest request) {
		return change(request, List.of(RunState.RUNNING, RunState.PAUSED), RunState.CANCELLED);
	}

	private Mono<ServerResponse> change(ServerRequest request, List<RunState> from, RunState to) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap(this::known)
			.flatMap((run) -> LongWork
				.of(this.transactions.run(this.runs.change(run.id(), from, to))
					.flatMap((changed) -> to.isEnded()
							? this.transactions.run(this.runs.dropClaims(run.id())).thenReturn(changed)
							: Mono.just(changed)))
				.flatMap((changed) -> this.runs.find(run.id())
					.filter((now) -> changed || now.state() == to)
					.switchIfEmpty(Mono.error(() -> new ProblemException(ProblemType.CONFLICT, "The run has ended.")))))
			.flatMap(this::answer);
	}

	private Mono<ServerResponse> answer(Run run) {
		return this.progress.of(List.of(run)).flatMap((statuses) -> Answers.json(statuses.get(0)));
	}

	private Mono<Run> known(UUID id) {
		return this.runs.find(id).switchIfEmpty(Requests.missing(id));
	}

}
