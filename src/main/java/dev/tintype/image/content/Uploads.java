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
 * Manages the stored files: {@code <data>/uploads/<last two of the id>/<id>} with the
 * suffix of their type. A file is first written to a temporary file and then moved into
 * place.
 */
@Component
public class Uploads {

	/** The suffix of a file that is being received. */
	static final String PART = ".part";

	/** The suffix of a file that an upload has set aside. */
	static final String FORMER = PART + ".former";

	private static final Logger LOG = LoggerFactory.getLogger(Uploads.class);

	/** The maximum number of received buffers that wait for the disk. */
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
		Path file = incoming().resolve(Ids.next() + PART);
		return Mono.usingWhen(Mono.fromSupplier(() -> new UploadSink(file, this.limit)), (sink) -> receive(bytes, sink),
				(sink) -> Mono.empty(), (sink, ex) -> discard(sink), Uploads::discard);
	}

	/**
	 * The absolute path of the stored file of an image.
	 */
	Path place(UUID id, PictureHeader header) {
		String name = id.toString();
		return this.folder.resolve(name.substring(name.length() - 2)).resolve(name + header.format().suffix());
	}

	/**
	 * Moves a received file into place. A former file is set aside until {@link #settle}
	 * or {@link #undo}.
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
	 * Confirms a move: deletes the former file.
	 * @param former the former path of the image's stored file, an empty text for none
	 */
	Mono<Void> settle(StagedUpload upload, String former, Path place) {
		List<Path> gone = (former.isEmpty() || former.equals(place.toString())) ? List.of(aside(upload, place))
				: List.of(aside(upload, place), Path.of(former));
		return delete(gone);
	}

	/**
	 * Reverts a move, whether or not it was completed, and deletes the upload.
	 * @param place the destination of the move
	 * @param moving whether the move had begun
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
	 * Deletes an upload that does not become an image.
	 * @param upload that was not moved
	 * @return when it is deleted
	 */
	public Mono<Void> discard(StagedUpload upload) {
		return delete(List.of(upload.file()));
	}

	/**
	 * Deletes files of deleted images. A file that cannot be deleted is only logged,
	 * since the image is already deleted.
	 */
	Mono<Void> delete(Collection<Path> files) {
		return onDisk(() -> {
			for (Path file : files) {
				try {
					Files.deleteIfExists(file);
				}
				catch (IOException ex) {
					LOG.warn("The file of a deleted image could not be deleted: {}", file, ex);
				}
			}
			return files;
		}).then();
	}

	/**
	 * Whether a file lies in the folder of uploads.
	 * @param file absolute
	 */
	boolean owns(Path file) {
		return file.normalize().startsWith(this.folder);
	}

	/**
	 * Opens a stored file, blocking.
	 * @param file absolute
	 * @return the file, which the caller closes
	 * @throws IOException when it is missing or lies elsewhere
	 */
	public CheckedFile open(Path file) throws IOException {
		return this.roots.open(file);
	}

	/**
	 * The folder of uploads, which may not exist yet.
	 */
	Path folder() {
		return this.folder;
	}

	/**
	 * The folder of temporary files, which may not exist yet.
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
		// If the process ends before settle or undo, the name says which image had this
		// content.
		return upload.file().resolveSibling(place.getFileName() + "." + upload.file().getFileName() + ".former");
	}

	private static <T> Mono<T> onDisk(Callable<T> work) {
		return Mono.fromCallable(work).subscribeOn(Schedulers.boundedElastic());
	}

}
