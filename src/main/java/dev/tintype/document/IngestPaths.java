package dev.tintype.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * The files on the disk that a client names. Its methods touch the disk.
 */
@Component
class IngestPaths {

	private static final String OUTSIDE = "leads to no file below the folders that may be ingested"
			+ " (tintype.documents.roots)";

	private final DocumentRoots roots;

	IngestPaths(DocumentRoots roots) {
		this.roots = roots;
	}

	/**
	 * A file that a client names.
	 * @param path absolute
	 * @param code of the document
	 * @return the file, with its fault where it cannot be read; whether anything exists
	 * outside the roots is not told
	 */
	IngestFile named(String path, String code) {
		Path real = this.roots.file(path);
		if (real == null) {
			return IngestFile.failed(path, code, OUTSIDE);
		}
		Path name = Path.of(path).getFileName();
		return look(path, code, (name != null) ? name.toString() : "", real);
	}

	/**
	 * A file of a directory below a root.
	 * @param entry of the directory, not hidden
	 * @param code of the document
	 * @return the file, with its fault where it cannot be read, or null for a directory
	 */
	@Nullable IngestFile entry(Path entry, String code) {
		String name = entry.getFileName().toString();
		if (Files.isSymbolicLink(entry) && !this.roots.contains(entry)) {
			return IngestFile.failed(name, code, "the link leads nowhere or out of the allowed folders");
		}
		return Files.isDirectory(entry) ? null : look(name, code, name, entry);
	}

	private static IngestFile look(String file, String code, String name, Path path) {
		try {
			Path real = path.toRealPath();
			BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			if (!attributes.isRegularFile()) {
				return IngestFile.failed(file, code, "not a regular file");
			}
			return IngestFile.of(file, code, name, attributes.size(), () -> read(real, (int) attributes.size()));
		}
		catch (IOException ex) {
			return IngestFile.failed(file, code, "cannot be read");
		}
	}

	private static InputStream read(Path path, int size) throws IOException {
		// No more than was looked at: a file may grow without end while it is read.
		try (InputStream stream = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
			byte[] bytes = new byte[size];
			if (stream.readNBytes(bytes, 0, size) < size || stream.read() >= 0) {
				throw new IOException("changed while it was read");
			}
			return new ByteArrayInputStream(bytes);
		}
	}

}
