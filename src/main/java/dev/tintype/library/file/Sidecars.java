package dev.tintype.library.file;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

import dev.tintype.data.storage.NoSuchKeyException;
import dev.tintype.data.storage.Staging;
import dev.tintype.data.storage.Storage;
import dev.tintype.image.root.ImageRoots;
import dev.tintype.imaging.xmp.XmpPacket;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.FileNames;
import dev.tintype.support.Hashes;
import dev.tintype.support.OutsideRootsException;
import dev.tintype.support.OwnFiles;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.stereotype.Component;

/**
 * Reads the XMP packets beside picture files, and prepares packets that are stored beside
 * a file of the library.
 */
@Component
public class Sidecars {

	/** The media type of a sidecar. */
	public static final String TYPE = "application/rdf+xml";

	private final Storage storage;

	private final ImageRoots roots;

	private final Staging staging;

	Sidecars(Storage storage, ImageRoots roots, Staging staging) {
		this.storage = storage;
		this.roots = roots;
		this.staging = staging;
	}

	/**
	 * Reads the sidecar of a file.
	 * @param location of the file
	 * @return its packet, empty if there is none. A packet over {@link XmpPacket#LONGEST}
	 * is cut, so that its reader reports it
	 */
	public Mono<byte[]> of(String location) {
		Mono<byte[]> registered = Mono.fromCallable(() -> beside(location)).subscribeOn(Schedulers.boundedElastic());
		return this.storage.key(location).map(this::stored).defaultIfEmpty(registered).flatMap(Function.identity());
	}

	private Mono<byte[]> stored(String key) {
		return this.storage
			.withFile(key + LibraryFiles.SIDECAR,
					(source) -> Mono.fromCallable(() -> packet(source)).subscribeOn(Schedulers.boundedElastic()))
			.onErrorResume((ex) -> ex instanceof NoSuchKeyException || ex instanceof NoSuchFileException,
					(ex) -> Mono.empty());
	}

	// Other programs write the suffix in either case.
	private byte @Nullable [] beside(String location) throws IOException {
		int dot = location.lastIndexOf('.');
		String stem = (dot > location.lastIndexOf('/') + 1) ? location.substring(0, dot) : location;
		for (String path : List.of(location + ".xmp", location + ".XMP", stem + ".xmp", stem + ".XMP")) {
			try {
				return packet(() -> this.roots.open(FileNames.path(path)));
			}
			catch (NoSuchFileException | OutsideRootsException ex) {
				// There is none of this name.
			}
		}
		return null;
	}

	private static byte[] packet(CheckedFile.Source source) throws IOException {
		try (CheckedFile file = source.open()) {
			return Channels.newInputStream(file.channel()).readNBytes(XmpPacket.LONGEST + 1);
		}
	}

	/**
	 * Provides a packet as a file that can be stored.
	 * @param packet null for none. One that was cut is left out too
	 * @param work receives the file, or null for none; what it leaves of the file is
	 * deleted
	 * @return the result of the work
	 */
	public <T> Mono<T> with(byte @Nullable [] packet, Function<@Nullable LibraryFile, Mono<T>> work) {
		if (packet == null || packet.length > XmpPacket.LONGEST) {
			return Mono.defer(() -> work.apply(null));
		}
		return Mono.usingWhen(Mono.fromSupplier(this.staging::newFile),
				(file) -> Mono.fromCallable(() -> write(file, packet))
					.subscribeOn(Schedulers.boundedElastic())
					.flatMap(work),
				(file) -> Mono.fromCallable(() -> Files.deleteIfExists(file)).subscribeOn(Schedulers.boundedElastic()));
	}

	private static LibraryFile write(Path file, byte[] packet) throws IOException {
		OwnFiles.createFolderOf(file);
		Files.write(file, packet);
		return new LibraryFile(file, packet.length, Hashes.sha256(packet), TYPE, null);
	}

}
