package dev.tintype.text.promptsave;

import java.util.Set;

import dev.tintype.image.content.StagedUpload;
import dev.tintype.image.content.Uploads;
import dev.tintype.web.form.FormFile;
import dev.tintype.web.form.Forms;
import dev.tintype.web.http.Json;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;

/**
 * The parts of one multipart save: the fields, and the picture, which is written to disk
 * while it is received.
 */
final class PromptForm {

	private static final String IMAGE = "image";

	private static final Set<String> FIELDS = Set.of("prompt_text", "model", "image_id", "image_path");

	private final Uploads uploads;

	private final ObjectNode fields = Json.MAPPER.createObjectNode();

	private @Nullable StagedUpload upload;

	private @Nullable Throwable failure;

	PromptForm(Uploads uploads) {
		this.uploads = uploads;
	}

	/**
	 * Receives the parts.
	 * @return this form, after the last part
	 */
	Mono<PromptForm> receive(Flux<PartEvent> parts) {
		return Forms.take(parts, this::take).then(Mono.just(this));
	}

	/**
	 * Makes the picture from the received file, or from the image or path of the fields.
	 * @return the use; a problem of type {@code INVALID_REQUEST} if a field has a fault
	 */
	Mono<PromptUse> illustrate(PromptPictures pictures) {
		PromptDraft draft = PromptDraft.readOne(this.fields);
		if (this.failure != null) {
			return pictures.illustrate(draft, Mono.error(this.failure));
		}
		StagedUpload received = this.upload;
		return (received != null) ? pictures.illustrate(draft, Mono.just(() -> this.uploads.open(received)))
				: pictures.illustrate(draft);
	}

	/**
	 * Deletes the received file.
	 */
	Mono<Void> discard() {
		return (this.upload != null) ? this.uploads.discard(this.upload) : Mono.empty();
	}

	private Mono<Void> take(Flux<PartEvent> part) {
		return part.switchOnFirst((first, events) -> {
			PartEvent event = first.get();
			boolean image = event != null && IMAGE.equals(event.name()) && !isUnchosen(event);
			boolean second = image && (this.upload != null || this.failure != null);
			if (image && event instanceof FormFile file && file.fault() != null) {
				return events
					.then(Mono.error(ProblemException.invalid("/" + IMAGE, "has a file name that " + file.fault())));
			}
			if (image && !second) {
				return stage(events.map(PartEvent::content));
			}
			if (event instanceof FormPartEvent field && FIELDS.contains(field.name())) {
				put(field.name(), field.value());
			}
			return events
				.then(second ? Mono.error(ProblemException.invalid("/" + IMAGE, "must come once")) : Mono.empty());
		}).then();
	}

	private Mono<Void> stage(Flux<DataBuffer> bytes) {
		return this.uploads.stage(bytes).doOnNext((staged) -> this.upload = staged).onErrorResume((ex) -> {
			this.failure = ex;
			return Mono.empty();
		}).then();
	}

	// A form sends an empty field if it was not filled in.
	private void put(String name, String value) {
		if (!value.isEmpty() || name.equals("prompt_text")) {
			this.fields.put(name, value);
		}
	}

	// A browser sends such a part if no file was chosen.
	private static boolean isUnchosen(PartEvent event) {
		return event instanceof FormFile file && file.filename().isEmpty() && file.fault() == null && file.isLast()
				&& file.content().readableByteCount() == 0;
	}

}
