package dev.tintype.library.ingest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import dev.tintype.data.storage.Staging;
import dev.tintype.image.content.StagedUpload;
import dev.tintype.image.content.Uploads;
import dev.tintype.imaging.xmp.XmpPacket;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.support.OwnFiles;
import dev.tintype.support.Texts;
import dev.tintype.web.form.FormFields;
import dev.tintype.web.form.FormFile;
import dev.tintype.web.form.Forms;
import dev.tintype.web.http.ProblemException;
import dev.tintype.web.http.Requests;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Receives the pictures and sidecars of a form into temporary files. A faulty file does
 * not affect the others.
 */
@Component
class IngestForm {

	private static final Logger LOG = LoggerFactory.getLogger(IngestForm.class);

	private static final String FILES = "files";

	private final Uploads uploads;

	private final Staging staging;

	IngestForm(Uploads uploads, Staging staging) {
		this.uploads = uploads;
		this.staging = staging;
	}

	/**
	 * Receives a form.
	 * @param work ingests the pictures, in the order of the form. What it leaves of their
	 * temporary files is deleted after it
	 */
	<T> Mono<T> receive(ServerRequest request, Function<List<IngestItem>, Mono<T>> work) {
		return Mono.usingWhen(Mono.fromSupplier(Received::new),
				(received) -> Forms.take(Forms.parts(request, this.uploads.limit()), (part) -> take(part, received))
					.then(Mono.defer(() -> work.apply(received.items()))),
				this::discard);
	}

	private Mono<Void> take(Flux<PartEvent> part, Received received) {
		return part.switchOnFirst((first, events) -> {
			PartEvent event = first.get();
			if (!(event instanceof FormFile file) || !FILES.equals(file.name())) {
				if (event != null) {
					received.others.ignore(event.name());
				}
				return events.then();
			}
			String fault = (file.fault() != null) ? file.fault()
					: Texts.fault(baseName(file.filename()), 1, Texts.NAME_LENGTH);
			if (fault != null) {
				received.pictures.add(new Picture(file.filename(), null, "The file name " + fault));
				return events.then();
			}
			return isSidecar(file.filename()) ? takeSidecar(file.filename(), events, received)
					: takePicture(file.filename(), events, received);
		}).then();
	}

	private Mono<Void> takePicture(String filename, Flux<PartEvent> events, Received received) {
		return this.uploads.stage(events.map(PartEvent::content))
			.map((upload) -> new Picture(filename, upload, null))
			.onErrorResume(ProblemException.class,
					(ex) -> Mono.just(new Picture(filename, null, ex.getBody().getDetail())))
			.doOnNext(received.pictures::add)
			.then();
	}

	// A longer sidecar is cut, so that the reader of packets reports it.
	private Mono<Void> takeSidecar(String filename, Flux<PartEvent> events, Received received) {
		Path file = this.staging.newFile();
		received.sidecars.put(filename, file);
		return DataBufferUtils.takeUntilByteCount(events.map(PartEvent::content), XmpPacket.LONGEST + 1L)
			.map(Requests::bytes)
			.collectList()
			.flatMap((pieces) -> Mono.fromCallable(() -> {
				OwnFiles.createFolderOf(file);
				try (var out = Files.newOutputStream(file)) {
					for (byte[] piece : pieces) {
						out.write(piece);
					}
				}
				return file;
			}).subscribeOn(Schedulers.boundedElastic()))
			.then();
	}

	private Mono<Void> discard(Received received) {
		return Flux.fromIterable(received.pictures)
			.mapNotNull(Picture::upload)
			.concatMap(this.uploads::discard, 1)
			.then(Mono.<Void>fromRunnable(() -> received.sidecars.values().forEach(IngestForm::delete))
				.subscribeOn(Schedulers.boundedElastic()));
	}

	private static void delete(Path file) {
		try {
			Files.deleteIfExists(file);
		}
		catch (IOException ex) {
			LOG.warn("A temporary file could not be deleted: {}", file, ex);
		}
	}

	private static boolean isSidecar(String filename) {
		return filename.toLowerCase(Locale.ROOT).endsWith(LibraryFiles.SIDECAR);
	}

	static String baseName(String filename) {
		return filename.substring(Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
	}

	private record Picture(String filename, @Nullable StagedUpload upload, @Nullable String fault) {
	}

	/**
	 * The parts of a form that have been received.
	 */
	private static final class Received {

		private final List<Picture> pictures = new ArrayList<>();

		/** Temporary files by the names of the sidecars. */
		private final Map<String, Path> sidecars = new LinkedHashMap<>();

		private final FormFields others = new FormFields();

		List<IngestItem> items() {
			if (this.pictures.isEmpty() && this.sidecars.isEmpty()) {
				throw this.others.withoutFiles(FILES);
			}
			Map<String, String> sidecarNames = new LinkedHashMap<>();
			this.sidecars.keySet().forEach((name) -> sidecarNames.put(stem(name), name));
			Set<String> unused = new HashSet<>(this.sidecars.keySet());
			List<IngestItem> items = new ArrayList<>();
			for (Picture picture : this.pictures) {
				String name = sidecarNames.get(picture.filename());
				if (name == null) {
					name = sidecarNames.get(stem(picture.filename()));
				}
				if (name != null) {
					unused.remove(name);
				}
				items.add(new IngestItem(baseName(picture.filename()), null, null, picture.upload(),
						(name != null) ? this.sidecars.get(name) : null, picture.fault()));
			}
			this.sidecars.keySet()
				.stream()
				.filter(unused::contains)
				.forEach((name) -> items.add(IngestItem.faulty(baseName(name), null,
						"The sidecar belongs to none of the pictures of the form.")));
			return items;
		}

		private static String stem(String filename) {
			int dot = filename.lastIndexOf('.');
			return (dot > 0) ? filename.substring(0, dot) : filename;
		}

	}

}
