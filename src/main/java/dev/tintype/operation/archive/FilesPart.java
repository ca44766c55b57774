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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.tintype.operation.copy.ArchiveException;
import dev.tintype.operation.copy.Meter;
import dev.tintype.support.CheckedFile;
import dev.tintype.support.OwnFiles;
import dev.tintype.support.Roots;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the stored files as one TAR part of an archive. A ZIP entry for each
 * of a million files would need more memory than the rows. The names of all files but
 * uploads begin with the name of their folder.
 */
final class FilesPart {

	private final List<StoredFiles> areas;

	FilesPart(List<StoredFiles> areas) {
		this.areas = areas;
	}

	/**
	 * Describes the folders, without files.
	 */
	static Manifest.FilesPart folders(List<StoredFiles> areas) {
		Map<String, String> others = new LinkedHashMap<>();
		areas.stream().skip(1).forEach((area) -> others.put(Manifest.FilesPart.name(area), area.folder().toString()));
		return new Manifest.FilesPart(areas.isEmpty() ? "" : areas.get(0).folder().toString(), false, 0, "", others);
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
		// A name of a photo has up to 200 bytes, more than the 100 of the header.
		tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
		long count = 0;
		for (StoredFiles area : this.areas) {
			Roots roots = Roots.own(area.folder());
			for (Path file : stored(area)) {
				count += write(roots, area.folder().resolve(file), prefix(area).resolve(file), tar) ? 1 : 0;
				meter.add(1);
			}
		}
		tar.finish();
		return count;
	}

	/**
	 * Counts the stored files.
	 * @throws IOException when a folder cannot be read
	 */
	long count() throws IOException {
		long count = 0;
		for (StoredFiles area : this.areas) {
			count += stored(area).size();
		}
		return count;
	}

	private Path prefix(StoredFiles area) {
		return (area == this.areas.get(0)) ? Path.of("") : Path.of(Manifest.FilesPart.name(area));
	}

	// Paths relative to their folder.
	private static List<Path> stored(StoredFiles area) throws IOException {
		List<Path> found = new ArrayList<>();
		Path folder = area.folder();
		if (Files.isDirectory(folder)) {
			Files.walkFileTree(folder, new SimpleFileVisitor<>() {

				@Override
				public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
					Path relative = folder.relativize(file);
					if (attributes.isRegularFile() && area.isStored(relative)) {
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

	private static boolean write(Roots roots, Path file, Path name, TarArchiveOutputStream tar) throws IOException {
		// An open file keeps its content, because the service replaces files by moving
		// and never overwrites them.
		try (CheckedFile in = roots.open(file)) {
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
			Path place = entry.isFile() ? place(Path.of(entry.getName())) : null;
			if (place == null) {
				throw new ArchiveException("The archive contains a file that is not a stored file: " + entry.getName());
			}
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

	private @Nullable Path place(Path name) {
		for (StoredFiles area : this.areas) {
			Path prefix = prefix(area);
			boolean isFirst = area == this.areas.get(0);
			if (isFirst || (name.startsWith(prefix) && name.getNameCount() > 1)) {
				Path relative = isFirst ? name : prefix.relativize(name);
				if (area.isStored(relative)) {
					return area.folder().resolve(relative);
				}
			}
		}
		return null;
	}

}
