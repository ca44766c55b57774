package dev.tintype.library.edit;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import dev.tintype.library.photo.Photo;
import dev.tintype.library.photo.PhotoRepository;
import dev.tintype.library.version.TagCounts;
import dev.tintype.library.version.Version;
import dev.tintype.security.audit.AuditLog;
import dev.tintype.web.http.Answers;
import dev.tintype.web.http.QueryParameters;
import dev.tintype.web.http.Requests;
import dev.tintype.web.idempotency.Idempotency;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;

/**
 * Handles requests that edit photos.
 */
@Component
class EditHandler {

	private final PhotoEditor editor;

	private final PhotoBatches batches;

	private final Undoing undoing;

	private final OriginalReading originals;

	private final TagCounts tags;

	private final PhotoRepository photos;

	private final Idempotency idempotency;

	private final AuditLog audit;

	EditHandler(PhotoEditor editor, PhotoBatches batches, Undoing undoing, OriginalReading originals, TagCounts tags,
			PhotoRepository photos, Idempotency idempotency, AuditLog audit) {
		this.editor = editor;
		this.batches = batches;
		this.undoing = undoing;
		this.originals = originals;
		this.tags = tags;
		this.photos = photos;
		this.idempotency = idempotency;
		this.audit = audit;
	}

	Mono<ServerResponse> patch(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request).flatMap((id) -> Requests.json(request).map(PhotoPatch::read).flatMap((patch) -> {
			Mono<FileValues> file = patch.isReset() ? this.originals.read(id) : Mono.just(FileValues.NONE);
			// The file is read before the transaction, which holds locks.
			return file.flatMap((values) -> answer(request, id,
					(photo) -> spelled(patch.keywords()).map((spelled) -> patch.apply(photo, spelled, values))));
		}));
	}

	Mono<ServerResponse> tags(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> Requests.json(request)
				.map(TagsDraft::read)
				.flatMap((draft) -> answer(request, id, (photo) -> spelled(draft.tags())
					.map((spelled) -> photo.toBuilder().keywords(draft.apply(photo.keywords(), spelled)).build()))));
	}

	private Mono<List<String>> spelled(@Nullable List<String> keywords) {
		return this.tags.spelled(Objects.requireNonNullElse(keywords, List.of()));
	}

	private Mono<ServerResponse> answer(ServerRequest request, UUID id, Function<Version, Mono<Version>> edit) {
		List<String> wanted = Requests.etags(request, HttpHeaders.IF_MATCH);
		return this.editor.edit(id, wanted, edit)
			.flatMap((operation) -> this.photos.findById(id)
				.switchIfEmpty(Requests.missing(id))
				.flatMap((photo) -> Answers.json(ServerResponse.ok().eTag(photo.etag()), edited(photo, operation))));
	}

	private static Map<String, @Nullable Object> edited(Photo photo, PhotoEditor.Operation operation) {
		Map<String, @Nullable Object> json = photo.json();
		json.put("operation_id", operation.operationId());
		return json;
	}

	Mono<ServerResponse> batch(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		boolean atomic = Boolean.TRUE.equals(QueryParameters.of(request).flag("atomic"));
		return Requests.json(request)
			.flatMap((body) -> this.idempotency.answer(request, body, HttpStatus.OK,
					Mono.fromSupplier(() -> BatchRequest.read(body))
						.flatMap((batch) -> atomic ? this.batches.runAtomically(batch) : this.batches.run(batch))));
	}

	Mono<ServerResponse> undo(ServerRequest request) {
		Requests.accept(request, MediaType.APPLICATION_JSON);
		return Requests.id(request)
			.flatMap((id) -> this.undoing.undo(id)
				.delayUntil((undone) -> this.audit.write("operation_undone", id, undone.restored())))
			.flatMap((undone) -> Answers.json(undone));
	}

}
