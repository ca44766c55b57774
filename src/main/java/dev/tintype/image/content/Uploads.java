package dev.tintype.image.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;

import dev.tintype.image.registry.ImageSettings;
import dev.tintype.imaging.probe.PictureHeader;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureSettings;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.DataSettings;
import dev.tintype.support.Ids;
import dev.tintype.support.OwnFiles;
import dev.tintype.support.Roots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;

/**
 * The files that belong to the service: {@code <data>/uploads/<last two of the id>/<id>}
 * with the suffix of their type. A file is written beside them first and moved into place
 * whole.
 */
@Component
public class Uploads {

	/** What the name of a file ends in that is being received. */
	static final String PART = ".part";

	/** What the name of a file ends in that is replaced by such a one. */
	static final String FORMER = PART + ".former";

	private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

	/** How many received buffers may wait for the disk. */
	private static final int BUFFERS = 4;

	private final Path folder;

	private final Roots roots;

	private final long limit;

	private final long maxPixels;

	private final PictureProbe probe;

	Uploads(DataSettings data, ImageSettings settings, PictureSettings pictures, PictureProbe probe) {
		this.folder = data.dataDir().resolve("uploads");
		this.roots = Roots.own(this.folder);
		this.limit = settings.maxUpload().toBytes();
		this.maxPixels = pictures.maxPixels();
		this.probe = probe;
	}

	/**
	 * The limit of a file.
	 * @return the most bytes
	 */
	public long limit() {
		return this.limit;
	}

	/**
	 * Receives a file.
	 * @param bytes of it, released as they are written
	 * @return the file, once it is there whole and known to be a picture; else a problem,
	 * and nothing is left of it
	 */
	public Mono<StagedUpload> stage(Flux<DataBuffer> bytes) {
		Path file = incoming().resolve(Ids.next() + PART);
		return Mono.usingWhen(Mono.fromSupplier(() -> new UploadSink(file, this.limit)), (sink) -> receive(bytes, sink),
				(sink) -> Mono.empty(), (sink, ex) -> discard(sink), Uploads::discard);
	}

	/**
	 * Where the file of an image belongs.
	 * @param header what its bytes say
	 * @return absolute
	 */
	Path place(UUID id, PictureHeader header) {
		String name = id.toString();
		return this.folder.resolve(name.substring(name.length() - 2)).resolve(name + header.format().suffix());
	}

	/**
	 * Moves a received file into place. What was there before is kept beside it until
	 * {@link #settle} or {@link #undo}.
	 * @return when it is there
	 */
	Mono<Path> move(StagedUpload upload, Path place) {
		return onDisk(() -> {
			if (!Files.exists(upload.file())) {
				throw new NoSuchFileException(upload.file().toString());
			}
			OwnFiles.createFolderOf(place);
			if (Files.exists(place)) {
				Files.move(place, aside(upload, place), StandardCopyOption.ATOMIC_MOVE);
			}
			Files.move(upload.file(), place, StandardCopyOption.ATOMIC_MOVE);
			return place;
		});
	}

	/**
	 * Ends a move that is to stay: what was there before goes.
	 * @param former where the image's file was before, an empty text for nowhere
	 * @return when it is gone
	 */
	Mono<Void> settle(StagedUpload upload, String former, Path place) {
		List<Path> gone = (former.isEmpty() || former.equals(place.toString())) ? List.of(aside(upload, place))
				: List.of(aside(upload, place), Path.of(former));
		return delete(gone);
	}

	/**
	 * Takes a move back, whether it had been made or not, and deletes the upload.
	 * @param place where it was to go
	 * @param moving whether the move had begun
	 * @return when all is as it was before
	 */
	Mono<Void> undo(StagedUpload upload, Path place, boolean moving) {
		return onDisk(() -> {
			if (!Files.deleteIfExists(upload.file()) && moving) {
				Files.deleteIfExists(place);
			}
			if (Files.exists(aside(upload, place))) {
				Files.move(aside(upload, place), place, StandardCopyOption.ATOMIC_MOVE);
			}
			return place;
		}).then();
	}

	/**
	 * Deletes an upload that was received for its own sake.
	 * @param upload that was not moved
	 * @return when it is gone
	 */
	public Mono<Void> discard(StagedUpload upload) {
		return delete(List.of(upload.file()));
	}

	/**
	 * Deletes files of images that are gone. One that cannot be deleted is logged: the
	 * image is gone all the same.
	 * @return when they are deleted
	 */
	Mono<Void> delete(Collection<Path> files) {
		return onDisk(() -> {
			for (Path file : files) {
				try {
					Files.deleteIfExists(file);
				}
				catch (IOException ex) {
					LOG.warn("The file of a deleted image is still there: {}", file, ex);
				}
			}
			return files;
		}).then();
	}

	/**
	 * Tells whether a file belongs to the service.
	 * @param file absolute
	 * @return whether it lies where uploads are kept
	 */
	boolean owns(Path file) {
		return file.normalize().startsWith(this.folder);
	}

	/**
	 * Opens a file that belongs to the service, blocking.
	 * @param file absolute
	 * @return to be closed
	 * @throws IOException when it is gone or lies elsewhere
	 */
	public CheckedFile open(Path file) throws IOException {
		return this.roots.open(file);
	}

	/**
	 * Where uploads are kept.
	 * @return a folder, which may not exist yet
	 */
	Path folder() {
		return this.folder;
	}

	/**
	 * Where files are while they are received.
	 * @return a folder, which may not exist yet
	 */
	Path incoming() {
		return this.folder.resolve("incoming");
	}

	private Mono<StagedUpload> receive(Flux<DataBuffer> bytes, UploadSink sink) {
		return bytes.publishOn(Schedulers.boundedElastic(), BUFFERS)
			.doOnNext(sink::write)
			.doOnDiscard(DataBuffer.class, DataBufferUtils::release)
			.then(onDisk(() -> {
				sink.finish();
				return sink.file();
			}))
			.flatMap((file) -> this.probe.probe(() -> open(file)))
			.map((header) -> new StagedUpload(sink.file(), sink.size(), sink.hash(), checked(header)));
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

	private static Path aside(StagedUpload upload, Path place) {
		// Its name tells whose content it was, should the process end before settle or
		// undo.
		return upload.file().resolveSibling(place.getFileName() + "." + upload.file().getFileName() + ".former");
	}

	private static <T> Mono<T> onDisk(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

}
