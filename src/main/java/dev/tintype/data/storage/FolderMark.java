package dev.tintype.data.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import dev.tintype.support.Ids;
import dev.tintype.support.OwnFiles;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the mark of a folder. All methods access the disk.
 */
final class FolderMark {

	private FolderMark() {
	}

	static @Nullable UUID read(Path mark) throws IOException {
		try {
			return Ids.parse(Files.readString(mark).strip());
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	/**
	 * Writes a mark, unless there is one. The text is so short that no reader sees a part
	 * of it; one that sees none of it refuses the folder and looks again.
	 * @return the mark
	 */
	static Path write(Path mark, UUID id) throws IOException {
		OwnFiles.createFolderOf(mark);
		try (FileChannel channel = FileChannel.open(mark, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
			channel.write(ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.UTF_8)));
			channel.force(true);
			Path folder = mark.getParent();
			if (folder != null) {
				OwnFiles.force(folder);
			}
		}
		catch (FileAlreadyExistsException ex) {
			// Another instance was first.
		}
		return mark;
	}

}
