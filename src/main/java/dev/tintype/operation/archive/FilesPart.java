package dev.tintype.operation.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.operation.copy.ArchiveException;
import dev.tintype.operation.copy.Meter;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.OwnFiles;
import dev.tintype.support.Roots;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes and reads the stored files as one TAR part of an archive. A ZIP entry for each
 * of a million files would need more memory than the rows.
 */
final class FilesPart {

	private final StoredFiles files;

	private final Roots roots;

	FilesPart(StoredFiles files) {
		this.files = files;
		this.roots = Roots.own(files.folder());
	}

	/**
	 * Writes all stored files. A file that is deleted meanwhile is left out.
	 * @param out is not closed
	 * @return the number of files
	 * @throws IOException when a file cannot be read, or the archive cannot be written
	 */
	long write(OutputStream out, Meter meter) throws IOException {
		TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8");
		tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
		long count = 0;
		for (Path file : stored()) {
			count += write(this.files.folder().resolve(file), file, tar) ? 1 : 0;
			meter.add(1);
		}
		tar.finish();
		return count;
	}

	/**
	 * Finds the stored files.
	 * @return paths relative to their folder
	 * @throws IOException when the folder cannot be read
	 */
	List<Path> stored() throws IOException {
		List<Path> found = new ArrayList<>();
		Path folder = this.files.folder();
		if (Files.isDirectory(folder)) {
			Files.walkFileTree(folder, new SimpleFileVisitor<>() {

				@Override
				public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
					Path relative = folder.relativize(file);
					if (attributes.isRegularFile() && FilesPart.this.files.isStored(relative)) {
						found.add(relative);
					}
					return FileVisitResult.CONTINUE;
				}

				@Override
				public FileVisitResult visitFileFailed(Path file, IOException ex) throws IOException {
					if (ex instanceof NoSuchFileException) {
						return FileVisitResult.CONTINUE;
					}
					throw ex;
				}

			});
		}
		return found;
	}

	private boolean write(Path file, Path name, TarArchiveOutputStream tar) throws IOException {
		// An open file keeps its content, because the service replaces files by moving
		// and never overwrites them.
		try (CheckedFile in = this.roots.open(file)) {
			TarArchiveEntry entry = new TarArchiveEntry(name.toString().replace('\\', '/'));
			entry.setSize(in.size());
			entry.setModTime(FileTime.from(in.modifiedAt()));
			tar.putArchiveEntry(entry);
			Channels.newInputStream(in.channel()).transferTo(tar);
			tar.closeArchiveEntry();
			return true;
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

	/**
	 * Copies the files of an archive into their folder. They replace existing files.
	 * @param in the part; it is read to its end and not closed
	 * @return the number of files
	 * @throws IOException when the archive cannot be read, or a file cannot be written
	 * @throws ArchiveException when a path would leave the folder
	 */
	long read(InputStream in, Meter meter) throws IOException {
		TarArchiveInputStream tar = new TarArchiveInputStream(in, "UTF-8");
		long count = 0;
		for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
			Path name = Path.of(entry.getName());
			if (!entry.isFile() || !this.files.isStored(name)) {
				throw new ArchiveException("The archive contains a file that is not a stored file: " + entry.getName());
			}
			Path place = this.files.folder().resolve(name);
			OwnFiles.createFolderOf(place);
			Path temporary = Files.createTempFile(place.getParent(), ".restored", ".part");
			try {
				Files.copy(tar, temporary, StandardCopyOption.REPLACE_EXISTING);
				Files.setLastModifiedTime(temporary, entry.getLastModifiedTime());
				Files.move(temporary, place, StandardCopyOption.ATOMIC_MOVE);
			}
			finally {
				Files.deleteIfExists(temporary);
			}
			count++;
			meter.add(1);
		}
		in.transferTo(OutputStream.nullOutputStream());
		return count;
	}

}
