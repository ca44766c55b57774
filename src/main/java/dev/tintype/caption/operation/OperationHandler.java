package dev.tintype.caption.operation;

import java.util.List;
import java.util.UUID;

import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import dev.tintype.search.filter.RowFilter;
import dev.tintype.security.audit.AuditLog;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Listings;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for operations on captions.
 */
@Component
class OperationHandler {

	/** More captions are undone by a job. */
	private static final int MOST = 10_000;

	private final OperationRepository operations;

	private final CaptionHistory history;

	private final Undo undo;

	private final Transactions transactions;

	private final Jobs jobs;

	private final Listings listings;

	private final List<OperationOwner> owners;

	private final AuditLog audit;

	OperationHandler(OperationRepository operations, CaptionHistory history, Undo undo, Transactions transactions,
			Jobs jobs, Listings listings, ObjectProvider<OperationOwner> owners, AuditLog audit) {
		this.operations = operations;
		this.history = history;
		this.undo = undo;
		this.transactions = transactions;
		this.jobs = jobs;
		this.listings = listings;
		this.owners = owners.orderedStream().toList();
		this.audit = audit;
	}

	Mono<ServerResponse> list(ServerRequest request) {
		return this.listings.answer(request, OperationRepository.ORDERS,
				Mono.fromSupplier(() -> this.operations.rows(QueryParameters.of(request))));
	}

	Mono<ServerResponse> get(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> this.operations.find(id).switchIfEmpty(Requests.missing(id)))
			.zipWhen((operation) -> this.operations.countCurrent(operation.operationId()), (operation, current) -> {
				ObjectNode json = Json.MAPPER.valueToTree(operation);
				return json.put("current", current);
			})
			.flatMap(Answers::json);
	}

	Mono<ServerResponse> captions(ServerRequest request) {
		RowFilter filter = RowFilter.of(QueryParameters.of(request), CaptionFields.ALL);
		return this.listings.answer(request, CaptionHistory.OF_OPERATION,
				known(request).map((id) -> this.history.ofOperation(id, filter)));
	}

	Mono<ServerResponse> undo(ServerRequest request) {
		return move(request, Direction.UNDO);
	}

	Mono<ServerResponse> redo(ServerRequest request) {
		return move(request, Direction.REDO);
	}

	private Mono<ServerResponse> move(ServerRequest request, Direction direction) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.delayUntil(this::refuseUnfinished)
			.then(known(request))
			.zipWhen(this.operations::count)
			.flatMap((counted) -> (counted.getT2() > MOST || Requests.prefersAsync(request))
					? accept(request, counted.getT1(), direction, counted.getT2())
					: moveAll(counted.getT1(), direction)
						.delayUntil((moved) -> audit(counted.getT1(), direction, counted.getT2()))
						.flatMap(Answers::json));
	}

	private Mono<Void> refuseUnfinished(UUID id) {
		return Flux.fromIterable(this.owners)
			.concatMap((owner) -> owner.obstacle(id), 1)
			.next()
			.flatMap((obstacle) -> Mono.error(new ProblemException(ProblemType.CONFLICT, obstacle)));
	}

	private Mono<UndoResult> moveAll(UUID id, Direction direction) {
		return this.transactions.run(this.undo.pages(id, direction, Undo.Point.BEGIN, Integer.MAX_VALUE)
			.flatMap((point) -> this.undo.complete(id, direction, point.done())));
	}

	private Mono<ServerResponse> accept(ServerRequest request, UUID id, Direction direction, long captions) {
		NewJob job = NewJob.of(UndoJob.NAME, new UndoJob.Request(id, direction)).ofTotal(captions).on(id);
		return this.jobs.accept(request, job).delayUntil((accepted) -> audit(id, direction, captions));
	}

	private Mono<Void> audit(UUID id, Direction direction, long captions) {
		return (direction == Direction.UNDO) ? this.audit.write("operation_undone", id, captions) : Mono.empty();
	}

	private Mono<UUID> known(ServerRequest request) {
		return Requests.id(request)
			.flatMap((id) -> this.operations.isKnown(id)
				.flatMap((known) -> known ? Mono.just(id) : Requests.missing(id)));
	}

}
