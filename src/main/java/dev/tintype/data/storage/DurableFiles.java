package dev.tintype.data.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

import dev.tintype.support.OwnFiles;

/**
 * Forces and moves files of the storage. All methods access the disk.
 */
final class DurableFiles {

	private DurableFiles() {
	}

	/**
	 * Moves a file over another one.
	 * @param near a new name on the same disk as the other file
	 */
	static void move(Path file, Path place, Path near) throws IOException {
		try {
			Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
		}
		catch (AtomicMoveNotSupportedException ex) {
			// A part of the data folder may be on another disk.
			try {
				OwnFiles.createFolderOf(near);
				Files.copy(file, near);
				force(near);
				Files.move(near, place, StandardCopyOption.ATOMIC_MOVE);
				Files.delete(file);
			}
			finally {
				Files.deleteIfExists(near);
			}
		}
	}

	static void force(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
			channel.force(true);
		}
	}

}
