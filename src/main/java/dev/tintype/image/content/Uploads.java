package dev.tintype.image.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.UUID;
import java.util.concurrent.Callable;

import dev.tintype.data.storage.Staging;
import dev.tintype.data.storage.Storage;
import dev.tintype.image.root.ImageSettings;
import dev.tintype.imaging.metadata.MetadataReader;
import dev.tintype.imaging.probe.PictureHeader;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.Ids;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;

/**
 * Receives files into local temporary files, and stores and deletes the files of images.
 * Each upload has its own key, {@code uploads/<last two of the image's id>/<image's
 * id>-<upload's id>} with the suffix of its type, so it never overwrites another one (ADR
 * 24).
 */
@Component
public class Uploads {

	/** The prefix of the keys of uploads. */
	static final String AREA = "uploads/";

	private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

	/** The maximum number of received buffers that wait for the disk. */
	private static final int BUFFERS = 4;

	/** The maximum number of files that are deleted together. */
	private static final int DELETED = 1000;

	private final Storage storage;

	private final Staging staging;

	private final long limit;

	private final long maxPixels;

	private final PictureProbe probe;

	Uploads(Storage storage, Staging staging, ImageSettings settings, PictureSettings pictures, PictureProbe probe) {
		this.storage = storage;
		this.staging = staging;
		this.limit = settings.maxUpload().toBytes();
		this.maxPixels = pictures.maxPixels();
		this.probe = probe;
	}

	/**
	 * The size limit of a file.
	 * @return bytes
	 */
	public long limit() {
		return this.limit;
	}

	/**
	 * Receives a file.
	 * @param bytes the content, whose buffers are released as they are written
	 * @return the file, once it is complete and known to be a picture; otherwise a
	 * problem, and the temporary file is deleted
	 */
	public Mono<StagedUpload> stage(Flux<DataBuffer> bytes) {
		Path file = this.staging.newFile();
		return Mono.usingWhen(Mono.fromSupplier(() -> new UploadSink(file, this.limit)), (sink) -> receive(bytes, sink),
				(sink) -> Mono.empty(), (sink, ex) -> discard(sink), Uploads::discard);
	}

	/**
	 * Chooses the key of an upload. No other upload has it.
	 * @param id of the image
	 */
	String key(UUID id, PictureHeader header) {
		String name = id.toString();
		return AREA + name.substring(name.length() - 2) + "/" + name + "-" + Ids.next() + header.format().suffix();
	}

	/**
	 * The location of a key, as the row names it.
	 */
	String location(String key) {
		return this.storage.location(key);
	}

	/**
	 * Stores a received file. It is durable when this completes.
	 */
	Mono<Void> put(StagedUpload upload, String key) {
		return this.storage.put(key, upload.file(), upload.size(), upload.hash(), upload.header().format().mimeType());
	}

	/**
	 * Deletes an upload that does not become an image.
	 * @param upload may be stored already
	 * @return when its temporary file is deleted
	 */
	public Mono<Void> discard(StagedUpload upload) {
		return onDisk(() -> {
			try {
				Files.deleteIfExists(upload.file());
			}
			catch (IOException ex) {
				LOG.warn("A temporary file could not be deleted: {}", upload.file(), ex);
			}
			return upload;
		}).then();
	}

	/**
	 * Deletes stored files of which no row is left. A file that cannot be deleted is only
	 * logged, since the row is already deleted or names another file.
	 * @param locations from rows; an empty text stands for none
	 * @return completes when they are deleted; it never fails
	 */
	public Mono<Void> delete(Collection<String> locations) {
		return Flux.fromIterable(locations)
			.filter((location) -> !location.isEmpty())
			.concatMap(this.storage::key, 1)
			.buffer(DELETED)
			.concatMap((keys) -> this.storage.delete(keys).onErrorResume((ex) -> {
				LOG.warn("Files of deleted images could not be deleted: {}", keys, ex);
				return Mono.empty();
			}), 1)
			.then();
	}

	/**
	 * Opens a received file, blocking.
	 * @param upload that has not been stored
	 * @return the file, which the caller closes
	 * @throws IOException when it is missing
	 */
	public CheckedFile open(StagedUpload upload) throws IOException {
		return this.staging.open(upload.file());
	}

	private Mono<StagedUpload> receive(Flux<DataBuffer> bytes, UploadSink sink) {
		return bytes.publishOn(Schedulers.boundedElastic(), BUFFERS)
			.doOnNext(sink::write)
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
			.then(onDisk(() -> {
				sink.finish();
				return sink.file();
			}))
			.flatMap((file) -> this.probe.probe(() -> this.staging.open(file),
					(opened, header) -> new StagedUpload(sink.file(), sink.size(), sink.hash(), checked(header),
							MetadataReader.takenAt(opened.channel(), header.format()))));
	}

	private PictureHeader checked(PictureHeader header) {
		long pixels = (long) header.width() * header.height();
		if (pixels > this.maxPixels) {
			throw PictureException.tooManyPixels(pixels, this.maxPixels);
		}
		return header;
	}

	private static Mono<Void> discard(UploadSink sink) {
		return Mono.<Void>fromRunnable(sink::discard).subscribeOn(Schedulers.boundedElastic());
	}

	private static <T> Mono<T> onDisk(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

}
