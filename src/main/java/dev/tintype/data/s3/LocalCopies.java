package dev.tintype.data.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;

import dev.tintype.data.storage.ContentChangedException;
import dev.tintype.data.storage.StorageUnavailableException;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.Hashes;
import dev.tintype.support.Ids;
import dev.tintype.support.OwnFiles;
import reactor.core.publisher.Mono;

/**
 * Downloads objects to temporary files for work that needs a local file. The work opens
 * the file on its own thread, so there are never more such files than threads of workers.
 */
final class LocalCopies {

	private final Path folder;

	LocalCopies(Path folder) {
		this.folder = folder;
	}

	/**
	 * Downloads an object, blocking.
	 * @return a file whose bytes are gone when it is closed, or the process killed
	 * @throws ContentChangedException if the bytes are not those that were stored
	 */
	CheckedFile open(Mono<S3Storage.Head> head) throws IOException {
		S3Storage.Head found = await(head);
		Path path = OwnFiles.createFolders(this.folder).resolve(Ids.next() + ".part");
		// The system deletes the file with its last use.
		FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
				StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
		boolean done = false;
		try {
			download(found, channel);
			done = true;
			return new CheckedFile(path, found.object().size(), found.modifiedAt(), channel.position(0));
		}
		finally {
			if (!done) {
				channel.close();
			}
		}
	}

	private static void download(S3Storage.Head found, FileChannel channel) throws IOException {
		S3Object object = found.object();
		MessageDigest digest = Hashes.sha256Digest();
		for (long at = 0; at < object.size(); at += S3Object.RANGE_BYTES) {
			ByteBuffer range = await(object.range(at, Math.min(at + S3Object.RANGE_BYTES, object.size())));
			digest.update(range.duplicate());
			while (range.hasRemaining()) {
				channel.write(range);
			}
		}
		if (!found.sha256().isEmpty() && !found.sha256().equals(HexFormat.of().formatHex(digest.digest()))) {
			throw new ContentChangedException(object.key());
		}
	}

	private static <T> T await(Mono<T> result) throws IOException {
		try {
			return result.toFuture().get();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InterruptedIOException();
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof StorageUnavailableException unavailable) {
				throw unavailable;
			}
			throw (ex.getCause() instanceof IOException cause) ? cause : new IOException(ex.getCause());
		}
	}

}
