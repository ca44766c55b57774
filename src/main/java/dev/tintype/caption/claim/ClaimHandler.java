package dev.tintype.caption.claim;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import dev.tintype.caption.run.Run;
import dev.tintype.caption.run.RunRepository;
import dev.tintype.caption.run.RunState;
import dev.tintype.data.sql.Transactions;
import dev.tintype.support.Texts;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.listing.Listings;
import dev.tintype.web.ndjson.NdjsonIntake;
import dev.tintype.web.ndjson.StreamBudget;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles the requests of workers.
 */
@Component
class ClaimHandler {

	/** In seconds. */
	private static final String NOW = "0";

	private static final String SOON = "1";

	private static final String LATER = "5";

	private final RunRepository runs;

	private final RunRow row;

	private final Claims claims;

	private final Results results;

	private final HeldClaims held;

	private final Failures failures;

	private final Transactions transactions;

	private final Idempotency idempotency;

	private final Listings listings;

	private final StreamBudget streams;

	ClaimHandler(RunRepository runs, RunRow row, Claims claims, Results results, HeldClaims held, Failures failures,
			Transactions transactions, Idempotency idempotency, Listings listings, StreamBudget streams) {
		this.runs = runs;
		this.row = row;
		this.claims = claims;
		this.results = results;
		this.held = held;
		this.failures = failures;
		this.transactions = transactions;
		this.idempotency = idempotency;
		this.listings = listings;
		this.streams = streams;
	}

	Mono<ServerResponse> claim(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.map(WorkerRequest::read)
			.flatMap((body) -> Requests.id(request).flatMap((id) -> this.claims.claim(id, body)).flatMap((claimed) -> {
				ServerResponse.BodyBuilder answer = ServerResponse.ok();
				String wait = wait(claimed, body.limit());
				return Answers.json((wait != null) ? answer.header(HttpHeaders.RETRY_AFTER, wait) : answer, claimed);
			}));
	}

	private static @Nullable String wait(Claimed claimed, int limit) {
		return switch (claimed.state()) {
			case RUNNING -> (claimed.items().size() == limit || !claimed.isExamined()) ? NOW : SOON;
			case PAUSED -> LATER;
			case FINISHED, CANCELLED -> null;
		};
	}

	Mono<ServerResponse> results(ServerRequest request) {
		MediaType type = Requests.contentType(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		Requests.accept(request, type);
		return type.equals(MediaType.APPLICATION_NDJSON) ? stream(request)
				: Requests.json(request)
					.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
							Mono.fromSupplier(() -> ResultDraft.readAll(body))
								.flatMap((batch) -> open(request)
									.flatMap((run) -> this.results.saveBatch(run, batch.worker(), batch.results())))));
	}

	private Mono<ServerResponse> stream(ServerRequest request) {
		Idempotency.refuse(request, "a stream");
		String worker = QueryParameters.of(request).text("worker", Texts.NAME_LENGTH);
		if (worker == null) {
			throw ProblemException.invalid("worker", "is required with a stream");
		}
		return open(request).flatMap((run) -> {
			NdjsonIntake intake = new NdjsonIntake(this.streams, request.body(BodyExtractors.toDataBuffers()));
			Flux<List<ResultDraft>> chunks = intake.chunks()
				.map((lines) -> lines.stream().map(ResultDraft::readLine).toList());
			return intake.answer(request, this.results.save(run, worker, chunks), ResultAnswer.tally(run.id()));
		});
	}

	Mono<ServerResponse> heartbeat(ServerRequest request) {
		return worker(request, "extended", this.held::extend);
	}

	Mono<ServerResponse> release(ServerRequest request) {
		return worker(request, "released", (id, body) -> this.held.release(id, body.worker()));
	}

	private Mono<ServerResponse> worker(ServerRequest request, String name, WorkerChange change) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request)
			.map(WorkerRequest::read)
			.flatMap((body) -> known(request)
				.flatMap((run) -> this.transactions.run(change.apply(run.id(), body)
					.flatMap((changed) -> this.row.seen(run.id(), body.worker(), 0).thenReturn(changed))))
				.flatMap((changed) -> Answers.json(Map.of(name, changed))));
	}

	Mono<ServerResponse> failures(ServerRequest request) {
		return this.listings.answer(request, Failures.ORDERS,
				known(request).map((run) -> this.failures.rows(run.id())));
	}

	Mono<ServerResponse> retry(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap(this.failures::retry)
			.flatMap((queued) -> Answers.json(Map.of("queued", queued)));
	}

	private Mono<Run> open(ServerRequest request) {
		return known(request)
			.flatMap((run) -> (run.state() == RunState.CANCELLED) ? Mono.error(RunRow.cancelled()) : Mono.just(run));
	}

	private Mono<Run> known(ServerRequest request) {
		return Requests.id(request).flatMap((id) -> this.runs.find(id).switchIfEmpty(Requests.missing(id)));
	}

	/**
	 * Changes the claims of a worker.
	 */
	@FunctionalInterface
	private interface WorkerChange {

		Mono<Long> apply(UUID run, WorkerRequest request);

	}

}
