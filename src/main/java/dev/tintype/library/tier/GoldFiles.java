package dev.tintype.library.tier;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import dev.tintype.data.storage.Staging;
import dev.tintype.imaging.embed.MetadataWriter;
import dev.tintype.imaging.work.PictureFormat;
import dev.tintype.imaging.work.PictureWorkers;
import dev.tintype.imaging.xmp.EmbeddedFields;
import dev.tintype.library.file.FileNaming;
import dev.tintype.library.file.LibraryFile;
import dev.tintype.library.file.LibraryFiles;
import dev.tintype.library.file.Sidecars;
import dev.tintype.library.version.Version;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.Hashes;
import dev.tintype.support.OwnFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Writes copies of pictures with embedded metadata into temporary files.
 */
@Component
public class GoldFiles {

	private static final Logger LOG = LoggerFactory.getLogger(GoldFiles.class);

	private final LibraryFiles files;

	private final Staging staging;

	private final PictureWorkers workers;

	GoldFiles(LibraryFiles files, Staging staging, PictureWorkers workers) {
		this.files = files;
		this.staging = staging;
		this.workers = workers;
	}

	/**
	 * Writes a copy.
	 * @param source the version whose file is copied
	 * @param fields to embed
	 * @param work stores the copy; what it leaves of the temporary files is deleted
	 * @return the result of the work
	 */
	public <T> Mono<T> with(Version source, EmbeddedFields fields, Function<LibraryFile, Mono<T>> work) {
		PictureFormat format = FileNaming.format(source);
		return Mono.usingWhen(
				Mono.fromSupplier(() -> List.of(this.staging.newFile(), this.staging.newFile())), (
						temporary) -> this.files
							.withFile(source.filePath(),
									(opening) -> this.workers
										.run((deadline) -> write(opening, format, fields, temporary)))
							.flatMap(work),
				GoldFiles::delete);
	}

	private static LibraryFile write(CheckedFile.Source opening, PictureFormat format, EmbeddedFields fields,
			List<Path> temporary) {
		try (CheckedFile source = opening.open()) {
			AtomicReference<byte @Nullable []> packet = new AtomicReference<>();
			LibraryFile gold = write(temporary.get(0), format.mimeType(),
					(out) -> packet.set(MetadataWriter.write(format, source.channel(), out, fields)));
			byte[] beside = packet.get();
			return (beside != null) ? new LibraryFile(gold.file(), gold.size(), gold.hash(), gold.type(),
					write(temporary.get(1), Sidecars.TYPE, (out) -> out.write(beside))) : gold;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static LibraryFile write(Path file, String type, Content content) throws IOException {
		OwnFiles.createFolderOf(file);
		MessageDigest digest = Hashes.sha256Digest();
		try (OutputStream out = new BufferedOutputStream(new DigestOutputStream(
				Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), digest))) {
			content.writeTo(out);
		}
		return new LibraryFile(file, Files.size(file), HexFormat.of().formatHex(digest.digest()), type, null);
	}

	private static Mono<Void> delete(List<Path> temporary) {
		return Mono.<Void>fromRunnable(() -> {
			for (Path file : temporary) {
				try {
					Files.deleteIfExists(file);
				}
				catch (IOException ex) {
					LOG.warn("A temporary file could not be deleted: {}", file, ex);
				}
			}
		}).subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * Writes the bytes of a file.
	 */
	@FunctionalInterface
	private interface Content {

		void writeTo(OutputStream out) throws IOException;

	}

}
