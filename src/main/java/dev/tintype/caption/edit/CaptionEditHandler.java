package dev.tintype.caption.edit;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import dev.tintype.data.sql.Transactions;
import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import dev.tintype.search.filter.ExpectedCount;
import dev.tintype.security.audit.AuditLog;
import dev.tintype.support.Ids;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that edit or clear the captions of many images. At most 10,000
 * captions are one transaction. More are a job, because one transaction would block all
 * writers on H2.
 */
@Component
class CaptionEditHandler {

	private final EditSelection selection;

	private final EditRun edits;

	private final Transactions transactions;

	private final Idempotency idempotency;

	private final Jobs jobs;

	private final AuditLog audit;

	CaptionEditHandler(EditSelection selection, EditRun edits, Transactions transactions, Idempotency idempotency,
			Jobs jobs, AuditLog audit) {
		this.audit = audit;
		this.selection = selection;
		this.edits = edits;
		this.transactions = transactions;
		this.idempotency = idempotency;
		this.jobs = jobs;
	}

	Mono<ServerResponse> edit(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request).flatMap((body) -> {
			Mono<Work> work = read(body).flatMap((edit) -> start(edit, Requests.prefersAsync(request)));
			if (Idempotency.isKeyed(request)) {
				return this.idempotency.answer(request, body, HttpStatus.OK,
						work.map((done) -> done.inRequest(request)));
			}
			return work.flatMap((done) -> answer(request, done));
		});
	}

	Mono<ServerResponse> clear(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return start(EditRequest.read(request), Requests.prefersAsync(request)).flatMap((done) -> answer(request, done)
			.delayUntil((answered) -> this.audit.write("captions_cleared", null, done.captions())));
	}

	// The expressions of edits may take long to compile.
	private static Mono<EditRequest> read(byte[] body) {
		return Mono.fromCallable(() -> EditRequest.read(body)).subscribeOn(Schedulers.boundedElastic());
	}

	private Mono<ServerResponse> answer(ServerRequest request, Work work) {
		return (work.job() != null) ? this.jobs.accept(request, work.job())
				: Answers.json(Objects.requireNonNull(work.result()));
	}

	private Mono<Work> start(EditRequest edit, boolean async) {
		return this.selection.ids(edit.filter(), EditRun.START, EditRun.SLICE + 1).flatMap((ids) -> {
			boolean small = ids.size() <= EditRun.SLICE;
			Mono<Long> count = small ? Mono.just((long) ids.size()) : this.selection.count(edit.filter());
			return count.flatMap((matched) -> {
				ExpectedCount.check(edit.expected(), matched, "captions");
				if (edit.isDry()) {
					return this.edits.preview(edit).map((seen) -> new Work(edit.result(seen), null));
				}
				if (small && !async) {
					return run(edit, ids);
				}
				return Mono.just(new Work(null, NewJob.of(EditJob.NAME, edit.job()).ofTotal(matched)));
			});
		});
	}

	private Mono<Work> run(EditRequest edit, List<UUID> ids) {
		UUID id = Ids.next();
		return this.edits.prepare(edit)
			.then(Mono.defer(() -> this.transactions.run(this.edits.edit(edit, edit.operation(id), ids))))
			.map((edited) -> {
				ObjectNode result = edit.result(edited.tally(), id);
				if (!edit.clears()) {
					result.set("sample", edit.result(edited).path("sample"));
				}
				return new Work(result, null);
			});
	}

	/**
	 * What became of a request: a result, or a job that has to be submitted.
	 */
	private record Work(@Nullable ObjectNode result, @Nullable NewJob job) {

		/** The captions that were cleared, or that the job will clear. */
		long captions() {
			return (this.job != null) ? Objects.requireNonNullElse(this.job.total(), 0L)
					: Objects.requireNonNull(this.result).path("cleared").asLong();
		}

		ObjectNode inRequest(ServerRequest request) {
			if (this.result == null) {
				Idempotency.refuse(request, "a job");
			}
			return Objects.requireNonNull(this.result);
		}

	}

}
