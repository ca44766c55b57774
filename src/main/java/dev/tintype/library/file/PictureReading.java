package dev.tintype.library.file;

import java.io.IOException;

import dev.tintype.imaging.hash.PerceptualHash;
import dev.tintype.imaging.hash.PictureHasher;
import dev.tintype.imaging.metadata.MetadataReader;
import dev.tintype.imaging.metadata.PictureMetadata;
import dev.tintype.imaging.probe.Layout;
import dev.tintype.imaging.probe.PictureHeader;
import dev.tintype.imaging.probe.PictureProbe;
import dev.tintype.imaging.work.Deadline;
import dev.tintype.imaging.work.PictureException;
import dev.tintype.imaging.work.PictureWorkers;
import dev.tintype.support.CheckedFile;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Reads picture files on the workers for pictures: header, metadata and hashes.
 */
@Component
public class PictureReading {

	private final PictureProbe probe;

	private final PictureHasher hasher;

	private final PictureWorkers workers;

	PictureReading(PictureProbe probe, PictureHasher hasher, PictureWorkers workers) {
		this.probe = probe;
		this.hasher = hasher;
		this.workers = workers;
	}

	/**
	 * Reads a picture.
	 * @param source opens the file
	 * @param knownHash SHA-256 of its bytes in hex, null while unknown
	 * @param sidecar the packet that takes precedence, null for none
	 * @param originalFilename may contain a date
	 * @return what it says; a {@link PictureException} if it cannot be read, is no
	 * picture or is over a limit
	 */
	public Mono<ReadPicture> read(CheckedFile.Source source, @Nullable KnownHash knownHash, byte @Nullable [] sidecar,
			String originalFilename) {
		return this.workers.run((deadline) -> {
			try (CheckedFile file = source.open()) {
				return read(file, knownHash, sidecar, originalFilename, deadline);
			}
			catch (IOException ex) {
				throw PictureException.unreadable();
			}
		});
	}

	private ReadPicture read(CheckedFile file, @Nullable KnownHash knownHash, byte @Nullable [] sidecar,
			String originalFilename, Deadline deadline) throws IOException {
		Layout layout = this.probe.layout(file.channel());
		PictureHeader header = layout.header();
		PictureMetadata metadata = MetadataReader.read(file.channel(), header.format(), sidecar, originalFilename);
		deadline.check();
		String known = (knownHash != null) ? knownHash.of(file) : null;
		String hash = (known != null) ? known : file.sha256();
		deadline.check();
		return new ReadPicture(header, file.size(), file.modifiedAt(), hash, phash(file, layout, deadline), metadata);
	}

	// A picture that is damaged after its header is still a picture of the user.
	private @Nullable Long phash(CheckedFile file, Layout layout, Deadline deadline) {
		try {
			PerceptualHash hash = this.hasher.hash(file.channel(), layout, deadline);
			return (hash != null) ? hash.bits() : null;
		}
		catch (PictureException ex) {
			return null;
		}
	}

	/**
	 * Knows the hash of a file that is unchanged.
	 */
	@FunctionalInterface
	public interface KnownHash {

		/**
		 * Returns the hash.
		 * @param file as it is now
		 * @return SHA-256 in hex, null if it is unknown
		 */
		@Nullable String of(CheckedFile file);

	}

}
