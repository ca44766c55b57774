package dev.tintype.image.content;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.tintype.image.registry.Image;
import dev.tintype.support.Ids;
import dev.tintype.support.Texts;
import dev.tintype.web.form.FormFields;
import dev.tintype.web.form.FormFile;
import dev.tintype.web.form.Forms;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.codec.multipart.FormPartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.stereotype.Component;

/**
 * Receives the files of one multipart request and writes each to disk as it arrives. A
 * faulty file does not affect the others.
 */
@Component
class UploadBatch {

	/** The number of files that are recorded at the same time. */
	private static final int CONCURRENCY = 4;

	private static final String FILES = "files";

	private static final String IDS = "image_ids";

	private final Uploads uploads;

	private final ImageContent content;

	UploadBatch(Uploads uploads, ImageContent content) {
		this.uploads = uploads;
		this.content = content;
	}

	/**
	 * Receives and records the files.
	 * @return one result per file, in order
	 */
	Mono<Results> receive(Flux<PartEvent> parts) {
		return Mono.usingWhen(Mono.fromSupplier(Received::new),
				(received) -> Forms.take(parts, (part) -> take(part, received))
					.then(Mono.defer(() -> record(received))),
				this::discard);
	}

	private Mono<Void> take(Flux<PartEvent> part, Received received) {
		return part.switchOnFirst((first, events) -> {
			PartEvent event = first.get();
			if (event instanceof FormFile file && FILES.equals(file.name())) {
				String filename = baseName(file.filename());
				if (file.fault() != null) {
					received.files.add(new ReceivedFile(filename, null, "The file name " + file.fault()));
					return events.then();
				}
				return this.uploads.stage(events.map(PartEvent::content))
					.map((upload) -> new ReceivedFile(filename, upload, null))
					.onErrorResume(ProblemException.class,
							(ex) -> Mono.just(new ReceivedFile(filename, null, ex.getBody().getDetail())))
					.doOnNext(received.files::add)
					.then();
			}
			if (event instanceof FormPartEvent field && IDS.equals(field.name())) {
				received.addIds(field.value());
			}
			else if (event != null) {
				received.others.ignore(event.name());
			}
			return events.then();
		}).then();
	}

	private Mono<Results> record(Received received) {
		if (received.files.isEmpty()) {
			throw received.others.withoutFiles(FILES);
		}
		if (!received.ids.isEmpty() && received.ids.size() != received.files.size()) {
			throw ProblemException.invalid(IDS,
					"there must be as many as files: " + received.files.size() + ", not " + received.ids.size());
		}
		return Flux.range(0, received.files.size())
			.flatMapSequential(
					(i) -> record(received.files.get(i), received.ids.isEmpty() ? null : received.ids.get(i)),
					CONCURRENCY)
			.collectList()
			.map(Results::of);
	}

	private Mono<Result> record(ReceivedFile file, @Nullable String id) {
		StagedUpload upload = file.upload();
		if (upload == null) {
			return Mono.just(Result.failed(file.filename(), String.valueOf(file.fault())));
		}
		String fault = Texts.fault(file.filename(), 1, Texts.NAME_LENGTH);
		if (fault != null) {
			return Mono.just(Result.failed(file.filename(), "The file name " + fault));
		}
		return store(upload, file.filename(), id)
			.map((image) -> new Result(file.filename(), "uploaded", image.imageId(), null))
			.onErrorResume(ProblemException.class,
					(ex) -> Mono.just(Result.failed(file.filename(), String.valueOf(ex.getBody().getDetail()))));
	}

	private Mono<Image> store(StagedUpload upload, String filename, @Nullable String id) {
		if (id == null) {
			return this.content.create(upload, filename);
		}
		UUID parsed = Ids.parse(id);
		return (parsed != null) ? this.content.replace(parsed, upload) : Requests.missing(id);
	}

	private Mono<Void> discard(Received received) {
		return Flux.fromIterable(received.files)
			.mapNotNull(ReceivedFile::upload)
			.concatMap(this.uploads::discard, 1)
			.then();
	}

	private static String baseName(String filename) {
		return filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
	}

	/**
	 * The response to an upload.
	 *
	 * @param uploaded the number of stored files
	 * @param failed the number of the others
	 * @param results one per file, in order
	 */
	record Results(long uploaded, long failed, List<Result> results) {

		static Results of(List<Result> results) {
			long uploaded = results.stream().filter((result) -> result.imageId() != null).count();
			return new Results(uploaded, results.size() - uploaded, results);
		}

	}

	/**
	 * The result for one file.
	 *
	 * @param filename its base name
	 * @param status {@code uploaded} or {@code failed}
	 * @param imageId the new or replaced image, null when the file failed
	 * @param detail why the file failed, null when it did not
	 */
	record Result(String filename, String status, @Nullable UUID imageId, @Nullable String detail) {

		static Result failed(String filename, String detail) {
			return new Result(filename, "failed", null, detail);
		}

	}

	private record ReceivedFile(String filename, @Nullable StagedUpload upload, @Nullable String fault) {
	}

	/**
	 * The parts of a request that have been received.
	 */
	private static final class Received {

		private final List<ReceivedFile> files = new ArrayList<>();

		private final List<String> ids = new ArrayList<>();

		private final FormFields others = new FormFields();

		void addIds(String value) {
			for (String id : value.split(",", -1)) {
				if (!id.isBlank()) {
					this.ids.add(id.strip());
				}
			}
		}

	}

}
