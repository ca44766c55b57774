package dev.tintype.image.deletion;

import dev.tintype.operation.job.Jobs;
import dev.tintype.operation.job.NewJob;
import dev.tintype.security.audit.AuditLog;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that delete images.
 */
@Component
class DeletionHandler {

	private static final String EVENT = "images_deleted";

	private final ImageDeletion deletion;

	private final SelectedDeletion selected;

	private final Idempotency idempotency;

	private final Jobs jobs;

	private final AuditLog audit;

	DeletionHandler(ImageDeletion deletion, SelectedDeletion selected, Idempotency idempotency, Jobs jobs,
			AuditLog audit) {
		this.deletion = deletion;
		this.selected = selected;
		this.idempotency = idempotency;
		this.jobs = jobs;
		this.audit = audit;
	}

	Mono<ServerResponse> deleteSelected(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.json(request).flatMap((body) -> {
			if (Idempotency.isKeyed(request)) {
				return deleteOnce(request, body);
			}
			DeletionRequest wanted = DeletionRequest.read(body);
			return this.selected.select(wanted).flatMap((selection) -> {
				DeletedImages seen = selection.counts();
				if (wanted.isDry()) {
					return Answers.json(seen);
				}
				if (!selection.isSmall() || (wanted.filter() != null && Requests.prefersAsync(request))) {
					return this.jobs.accept(request, NewJob.of(DeletionJob.NAME, wanted.json()).ofTotal(seen.found()))
						.delayUntil((accepted) -> this.audit.write(EVENT, null, seen.deleted()));
				}
				return this.selected.delete(wanted, selection)
					.delayUntil((done) -> this.audit.write(EVENT, null, done.deleted()))
					.flatMap(Answers::json);
			});
		});
	}

	// One transaction, after which the files are deleted. A repeated request deletes no
	// row, and so no file.
	private Mono<ServerResponse> deleteOnce(ServerRequest request, byte[] body) {
		Removal removal = new Removal();
		Mono<DeletedImages> work = Mono.fromSupplier(() -> DeletionRequest.read(body))
			.flatMap((wanted) -> this.selected.select(wanted).flatMap((selection) -> {
				if (wanted.isDry()) {
					return Mono.just(selection.counts());
				}
				if (!selection.isSmall()) {
					Idempotency.refuse(request, "a job");
				}
				return this.selected.deleteRows(wanted, selection, removal);
			}))
			.doFirst(removal::begin);
		return this.deletion.afterwards(this.idempotency.answer(request, body, HttpStatus.OK, work), removal)
			.delayUntil((answered) -> removal.images().isEmpty() ? Mono.empty()
					: this.audit.write(EVENT, null, removal.images().size()));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return Requests.id(request)
			.flatMap((id) -> this.deletion.delete(id).then(this.audit.write(EVENT, id, 1)))
			.then(ServerResponse.noContent().build());
	}

	Mono<ServerResponse> deleteAll(ServerRequest request) {
		Requests.confirmAll(request);
		return this.deletion.deleteAll()
			.delayUntil((deleted) -> this.audit.write(EVENT, null, deleted.deleted()))
			.flatMap(Answers::json);
	}

}
