package dev.tintype.operation.job;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import dev.tintype.data.storage.NoSuchKeyException;
import dev.tintype.data.storage.Storage;
import dev.tintype.support.Texts;
import dev.tintype.web.file.FileAnswer;
import dev.tintype.web.file.MediaFile;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Caller;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.ProblemType;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.listing.Listings;
import dev.tintype.web.listing.Orders;
import dev.tintype.web.listing.Where;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Mono;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests for jobs.
 */
@Component
class JobHandler {

	private static final Orders<Job> NEWEST = Orders.of(JobRepository.NEWEST);

	private final JobRepository jobs;

	private final Jobs submissions;

	private final JobEventStream events;

	private final JobFiles files;

	private final Storage storage;

	private final Listings listings;

	private final StreamBudget streams;

	private final Map<String, JobKind> kinds;

	JobHandler(JobRepository jobs, Jobs submissions, JobEventStream events, JobFiles files, Storage storage,
			Listings listings, StreamBudget streams, ObjectProvider<JobKind> kinds) {
		this.jobs = jobs;
		this.submissions = submissions;
		this.events = events;
		this.files = files;
		this.storage = storage;
		this.listings = listings;
		this.streams = streams;
		this.kinds = kinds.stream().collect(Collectors.toMap(JobKind::name, (kind) -> kind));
	}

	Mono<ServerResponse> list(ServerRequest request) {
		QueryParameters parameters = QueryParameters.of(request);
		String kind = parameters.text("kind", Texts.NAME_LENGTH);
		String state = parameters.word("state", JobState.WORDS, "");
		return this.listings.answer(request, NEWEST,
				Mono.fromSupplier(() -> this.jobs.rows(visible(request, JobRepository.where(state, kind)))));
	}

	private Where visible(ServerRequest request, Where where) {
		List<String> hidden = Caller.of(request).isAdmin() ? List.of()
				: this.kinds.values().stream().filter(JobKind::isConfidential).map(JobKind::name).toList();
		Where visible = where;
		for (int i = 0; i < hidden.size(); i++) {
			visible = visible.and("j.kind <> :hidden" + i, Map.of("hidden" + i, hidden.get(i)));
		}
		return visible;
	}

	Mono<ServerResponse> get(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return seen(request).flatMap((job) -> Answers.json(job));
	}

	Mono<ServerResponse> events(ServerRequest request) {
		return seen(request).then(this.events.answer(request));
	}

	Mono<ServerResponse> cancel(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return changeable(request).map(Job::id)
			.flatMap((id) -> this.jobs.cancel(id).switchIfEmpty(refused(id, "The job has ended.")))
			.flatMap((job) -> Answers.json(HttpStatus.ACCEPTED, job));
	}

	Mono<ServerResponse> retry(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return changeable(request).map(Job::id)
			.flatMap((id) -> this.submissions.retry(id).switchIfEmpty(Requests.missing(id)))
			.flatMap((job) -> Answers.json(HttpStatus.ACCEPTED, job));
	}

	Mono<ServerResponse> file(ServerRequest request) {
		return seen(request).flatMap((job) -> Mono.just(job)
			.filter((found) -> found.file() != null)
			.flatMap((found) -> send(request, found))
			.switchIfEmpty(Mono.error(() -> ProblemException.notFound("There is no result file of the job " + job.id()
					+ ": it does not exist yet, or no longer, or the job makes none."))));
	}

	// A job whose file clients see never runs again, so its id identifies the bytes.
	private Mono<ServerResponse> send(ServerRequest request, Job job) {
		JobKind kind = this.kinds.get(job.kind());
		JobFile file = (kind != null) ? kind.file(job.request()) : JobFile.UNKNOWN;
		return this.storage.open(Objects.requireNonNull(job.file()))
			.onErrorResume(NoSuchKeyException.class, (ex) -> Mono.empty())
			.flatMap((opened) -> FileAnswer.file(request,
					new MediaFile(opened, file.type(), opened.modifiedAt(), file.name()), job.id().toString(),
					this.streams));
	}

	Mono<ServerResponse> delete(ServerRequest request) {
		return changeable(request)
			.flatMap((job) -> this.jobs.delete(job.id())
				.filter((deleted) -> deleted)
				.switchIfEmpty(refused(job.id(), "The job has not ended: cancel it first."))
				.then(this.files.delete(job)))
			.then(ServerResponse.noContent().build());
	}

	/** The job of a request that reads it. */
	private Mono<Job> seen(ServerRequest request) {
		return Requests.id(request)
			.flatMap(this::known)
			.filter((job) -> isAllowed(request, job))
			.switchIfEmpty(admins());
	}

	/**
	 * The job of a request that changes it. Administrators may change any job, other
	 * callers only their own.
	 */
	private Mono<Job> changeable(ServerRequest request) {
		return seen(request)
			.filter((job) -> Caller.of(request).isAdmin()
					|| Objects.equals(Caller.of(request).principal(), job.principal()))
			.switchIfEmpty(admins());
	}

	private boolean isAllowed(ServerRequest request, Job job) {
		JobKind kind = this.kinds.get(job.kind());
		return Caller.of(request).isAdmin() || (kind != null && !kind.isConfidential());
	}

	private static <T> Mono<T> admins() {
		return Mono.error(() -> new ProblemException(ProblemType.FORBIDDEN,
				"The job belongs to somebody else. The request needs the scope admin."));
	}

	private Mono<Job> known(UUID id) {
		return this.jobs.find(id).switchIfEmpty(Requests.missing(id));
	}

	private <T> Mono<T> refused(UUID id, String reason) {
		return known(id).flatMap((job) -> Mono.error(new ProblemException(ProblemType.CONFLICT, reason)));
	}

}
