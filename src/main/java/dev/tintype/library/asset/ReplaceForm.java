package dev.tintype.library.asset;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

import dev.tintype.image.content.StagedUpload;
import dev.tintype.image.content.Uploads;
import dev.tintype.support.Texts;
import dev.tintype.web.form.FormFields;
import dev.tintype.web.form.FormFile;
import dev.tintype.web.form.Forms;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Receives the form with one picture that replaces another.
 */
@Component
class ReplaceForm {

	private static final String FILE = "file";

	private final Uploads uploads;

	ReplaceForm(Uploads uploads) {
		this.uploads = uploads;
	}

	/**
	 * Receives a form.
	 * @param work receives the picture and its base name. What it leaves of the temporary
	 * file is deleted after it
	 */
	<T> Mono<T> receive(ServerRequest request, BiFunction<StagedUpload, String, Mono<T>> work) {
		return Mono.usingWhen(Mono.fromSupplier(Received::new),
				(received) -> Forms
					.take(Forms.partsOfOneFile(request, this.uploads.limit()), (part) -> take(part, received))
					.then(Mono.defer(() -> {
						StagedUpload upload = received.upload.get();
						return (upload != null) ? work.apply(upload, received.filename)
								: Mono.error(received.others.withoutFiles(FILE));
					})),
				(received) -> Mono.justOrEmpty(received.upload.get()).flatMap(this.uploads::discard));
	}

	private Mono<Void> take(Flux<PartEvent> part, Received received) {
		return part.switchOnFirst((first, events) -> {
			PartEvent event = first.get();
			if (!(event instanceof FormFile file) || !FILE.equals(file.name())) {
				if (event != null) {
					received.others.ignore(event.name());
				}
				return events.then();
			}
			String name = file.filename();
			received.filename = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
			String fault = fault(file, received);
			if (fault != null) {
				return Mono.<Void>error(ProblemException.invalid("/" + FILE, fault));
			}
			return this.uploads.stage(events.map(PartEvent::content)).doOnNext(received.upload::set).then();
		}).then();
	}

	private static @Nullable String fault(FormFile file, Received received) {
		if (received.upload.get() != null) {
			return "must be a single file";
		}
		String name = (file.fault() != null) ? file.fault() : Texts.fault(received.filename, 1, Texts.NAME_LENGTH);
		return (name != null) ? "the file name " + name : null;
	}

	/**
	 * The parts of a form that have been received.
	 */
	private static final class Received {

		private final AtomicReference<@Nullable StagedUpload> upload = new AtomicReference<>();

		private final FormFields others = new FormFields();

		private volatile String filename = "";

	}

}
