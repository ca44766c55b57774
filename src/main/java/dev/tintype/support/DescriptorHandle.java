package dev.tintype.support;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * Holds a file by a Linux descriptor. {@code /proc/self/fd} tells where the file is and
 * opens the same file for reading. No name is resolved a second time.
 */
final class DescriptorHandle implements FileHandle {

	private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

	/** What Linux appends to the path of a deleted file. */
	private static final String DELETED = " (deleted)";

	private final int descriptor;

	private final Path link;

	private final Path real;

	DescriptorHandle(Path path, boolean folder) throws IOException {
		this.descriptor = SystemCalls.openPath(path, folder);
		this.link = DESCRIPTORS.resolve(Integer.toString(this.descriptor));
		boolean done = false;
		try {
			this.real = Files.readSymbolicLink(this.link);
			if (!this.real.isAbsolute() || (this.real.toString().endsWith(DELETED) && isDeleted())) {
				throw new NoSuchFileException(path.toString());
			}
			done = true;
		}
		finally {
			if (!done) {
				close();
			}
		}
	}

	private boolean isDeleted() throws IOException {
		try {
			BasicFileAttributes named = Files.readAttributes(this.real, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			return !Objects.equals(named.fileKey(), attributes().fileKey());
		}
		catch (NoSuchFileException ex) {
			return true;
		}
	}

	@Override
	public Path real() {
		return this.real;
	}

	@Override
	public BasicFileAttributes attributes() throws IOException {
		return Files.readAttributes(this.link, BasicFileAttributes.class);
	}

	@Override
	public FileChannel open() throws IOException {
		// Opening a named pipe would wait for its writer.
		if (!attributes().isRegularFile()) {
			throw new FileSystemException(this.real.toString(), null, "not a regular file");
		}
		return FileChannel.open(this.link, StandardOpenOption.READ);
	}

	@Override
	public List<Path> names(int most) throws IOException {
		List<Path> names = new ArrayList<>();
		try (DirectoryStream<Path> stream = Files.newDirectoryStream(this.link)) {
			Iterator<Path> entries = stream.iterator();
			while (names.size() < most && entries.hasNext()) {
				names.add(entries.next().getFileName());
			}
		}
		catch (DirectoryIteratorException ex) {
			throw ex.getCause();
		}
		return names;
	}

	@Override
	public BasicFileAttributes attributes(Path name) throws IOException {
		return Files.readAttributes(this.link.resolve(name), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
	}

	@Override
	public Path entry(Path name) {
		return this.link.resolve(name);
	}

	@Override
	public void close() {
		SystemCalls.close(this.descriptor);
	}

}
