package dev.tintype.text.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

import dev.tintype.support.CheckedFile;
import dev.tintype.support.FileNames;
import dev.tintype.support.OutsideRootsException;
import dev.tintype.support.Roots;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Finds files that a client names. All methods access the disk.
 */
@Component
class IngestPaths {

	private static final String OUTSIDE = "is not the path of a file below the folders that may be ingested"
			+ " (TINTYPE_DOCUMENTS_ROOTS)";

	private final DocumentRoots roots;

	IngestPaths(DocumentRoots roots) {
		this.roots = roots;
	}

	/**
	 * Finds a file that a client names.
	 * @param path absolute
	 * @return the file, with a fault if it cannot be read; the fault does not reveal what
	 * exists outside the roots
	 */
	IngestFile named(String path, String code) {
		try {
			Path named = FileNames.path(path);
			Roots.Found found = this.roots.look(named);
			return file(path, code, FileNames.name(named), found);
		}
		catch (InvalidPathException ex) {
			return IngestFile.failed(path, code, FileNames.NO_PATH);
		}
		catch (IOException ex) {
			return IngestFile.failed(path, code, OUTSIDE);
		}
	}

	/**
	 * Finds a file of a directory below a root.
	 * @param entry of the directory, not hidden
	 * @return the file, with a fault if it cannot be read; null for a directory
	 */
	@Nullable IngestFile entry(Path entry, String code) {
		String name = FileNames.name(entry);
		try {
			Roots.Found found = this.roots.look(entry);
			return found.attributes().isDirectory() ? null : file(name, code, name, found);
		}
		catch (OutsideRootsException | NoSuchFileException ex) {
			return IngestFile.failed(name, code, "the target of the link is missing or outside the allowed folders");
		}
		catch (IOException ex) {
			return IngestFile.failed(name, code, "cannot be read");
		}
	}

	private IngestFile file(String file, String code, String name, Roots.Found found) {
		if (!found.attributes().isRegularFile()) {
			return IngestFile.failed(file, code, "not a regular file");
		}
		long size = found.attributes().size();
		return IngestFile.of(file, code, name, size, () -> read(found.path(), (int) size));
	}

	private InputStream read(Path path, int size) throws IOException {
		try (CheckedFile file = this.roots.open(path)) {
			// Reads only the size that was checked, because the file may grow meanwhile.
			InputStream stream = Channels.newInputStream(file.channel());
			byte[] bytes = new byte[size];
			if (!file.path().equals(path) || stream.readNBytes(bytes, 0, size) < size || stream.read() >= 0) {
				throw new IOException("changed while it was read");
			}
			return new ByteArrayInputStream(bytes);
		}
	}

}
