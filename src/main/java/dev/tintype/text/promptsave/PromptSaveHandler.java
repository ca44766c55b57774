package dev.tintype.text.promptsave;

import java.util.List;
import java.util.function.Supplier;

import dev.tintype.image.content.Uploads;
import dev.tintype.web.form.Forms;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import dev.tintype.web.idempotency.RequestResult;
import dev.tintype.web.ndjson.NdjsonIntake;
import dev.tintype.web.ndjson.StreamBudget;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that save one prompt, a batch or a stream.
 */
@Component
class PromptSaveHandler {

	private final PromptBatches saves;

	private final PromptPictures pictures;

	private final Uploads uploads;

	private final Idempotency idempotency;

	private final StreamBudget streams;

	PromptSaveHandler(PromptBatches saves, PromptPictures pictures, Uploads uploads, Idempotency idempotency,
			StreamBudget streams) {
		this.saves = saves;
		this.pictures = pictures;
		this.uploads = uploads;
		this.idempotency = idempotency;
		this.streams = streams;
	}

	Mono<ServerResponse> save(ServerRequest request) {
		MediaType type = Requests.contentType(request, MediaType.APPLICATION_JSON, MediaType.MULTIPART_FORM_DATA);
		Requests.accept(request, MediaType.APPLICATION_JSON);
		if (type.equals(MediaType.MULTIPART_FORM_DATA)) {
			return saveForm(request);
		}
		return Requests.json(request)
			.flatMap((body) -> answer(request, body,
					Mono.fromSupplier(() -> PromptDraft.readOne(Json.read(body)))
						.flatMap(this.pictures::illustrate)
						.map((use) -> () -> this.saves.saveOne(use).map(PromptSaveHandler::outcome))));
	}

	Mono<ServerResponse> saveAll(ServerRequest request) {
		MediaType type = Requests.contentType(request, MediaType.APPLICATION_JSON, MediaType.APPLICATION_NDJSON);
		Requests.accept(request, type);
		boolean atomic = Boolean.TRUE.equals(QueryParameters.of(request).flag("atomic"));
		if (type.equals(MediaType.APPLICATION_NDJSON)) {
			return saveStream(request, atomic);
		}
		if (!atomic && !Idempotency.isKeyed(request)) {
			return Requests.json(request)
				.map(PromptDraft::readAll)
				.flatMap(this.saves::saveBatch)
				.flatMap((answer) -> Answers.json(answer));
		}
		return Requests.json(request)
			.flatMap((body) -> answer(request, body,
					Mono.fromSupplier(() -> PromptDraft.readAll(body))
						.flatMap(this.pictures::illustrateAll)
						.map((uses) -> () -> this.saves.saveWhole(uses, atomic)
							.map((answer) -> new RequestResult(HttpStatus.OK, null, answer)))));
	}

	// Pictures are made before the transaction, because it holds locks. An invalid body
	// is passed on, so that its error response is stored under the idempotency key.
	private Mono<ServerResponse> answer(ServerRequest request, byte[] body,
			Mono<Supplier<Mono<RequestResult>>> prepared) {
		return prepared.onErrorResume(ProblemException.class, (problem) -> Mono.just(() -> Mono.error(problem)))
			.flatMap((work) -> this.idempotency.answer(request, body, Mono.defer(work)));
	}

	private Mono<ServerResponse> saveForm(ServerRequest request) {
		Idempotency.refuse(request, "multipart");
		return Mono
			.usingWhen(Mono.fromSupplier(() -> new PromptForm(this.uploads)),
					(form) -> form.receive(Forms.partsOfOneFile(request, this.uploads.limit()))
						.flatMap((received) -> received.illustrate(this.pictures)),
					PromptForm::discard)
			.flatMap(this.saves::saveOne)
			.map(PromptSaveHandler::outcome)
			.flatMap(RequestResult::send);
	}

	private Mono<ServerResponse> saveStream(ServerRequest request, boolean atomic) {
		if (atomic) {
			throw ProblemException.invalid("atomic", "is not taken with a stream");
		}
		Idempotency.refuse(request, "a stream");
		NdjsonIntake intake = new NdjsonIntake(this.streams, request.body(BodyExtractors.toDataBuffers()));
		Flux<List<PromptDraft>> chunks = intake.chunks()
			.map((lines) -> lines.stream().map(PromptDraft::readLine).toList());
		return intake.answer(request, this.saves.save(chunks), PromptAnswer.tally());
	}

	private static RequestResult outcome(SavedPrompt saved) {
		return saved.isNew() ? new RequestResult(HttpStatus.CREATED, saved.location(), saved)
				: new RequestResult(HttpStatus.OK, null, saved);
	}

}
