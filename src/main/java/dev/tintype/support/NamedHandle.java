package dev.tintype.support;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/**
 * Knows a file by its path without links and by its identity in the file system, on
 * systems without {@link DescriptorHandle}. After it has opened a file, its path must
 * still lead to the same file.
 */
final class NamedHandle implements FileHandle {

	private final Path real;

	private final BasicFileAttributes found;

	NamedHandle(Path path) throws IOException {
		this.real = path.toRealPath();
		this.found = attributes();
	}

	@Override
	public Path real() {
		return this.real;
	}

	@Override
	public BasicFileAttributes attributes() throws IOException {
		return Files.readAttributes(this.real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
	}

	@Override
	public FileChannel open() throws IOException {
		requireSame();
		if (!this.found.isRegularFile()) {
			throw new FileSystemException(this.real.toString(), null, "not a regular file");
		}
		FileChannel channel = FileChannel.open(this.real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
		boolean same = false;
		try {
			requireSame();
			same = true;
			return channel;
		}
		finally {
			if (!same) {
				channel.close();
			}
		}
	}

	@Override
	public List<Path> names(int most) throws IOException {
		List<Path> names = new ArrayList<>();
		try (DirectoryStream<Path> stream = Files.newDirectoryStream(this.real)) {
			requireSame();
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
		BasicFileAttributes attributes = Files.readAttributes(this.real.resolve(name), BasicFileAttributes.class,
				LinkOption.NOFOLLOW_LINKS);
		requireSame();
		return attributes;
	}

	@Override
	public Path entry(Path name) throws IOException {
		requireSame();
		return this.real.resolve(name);
	}

	private void requireSame() throws IOException {
		BasicFileAttributes now = attributes();
		if (!this.real.toRealPath().equals(this.real) || !Objects.equals(now.fileKey(), this.found.fileKey())
				|| !now.creationTime().equals(this.found.creationTime())) {
			throw new FileSystemException(this.real.toString(), null, "was replaced while it was opened");
		}
	}

	@Override
	public void close() {
		// It holds nothing open.
	}

}
