package dev.tintype.data.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import dev.tintype.support.CheckedFile;
import dev.tintype.support.DataSettings;
import dev.tintype.support.Ids;
import dev.tintype.support.Roots;

import org.springframework.stereotype.Component;

/**
 * Names local temporary files for bytes that are received or made before they are stored.
 * The methods that say so access the disk.
 */
@Component
public class Staging {

	/** The suffix of a temporary file. */
	public static final String PART = ".part";

	/** Longer than any upload takes: another instance may share the folder. */
	public static final Duration AGE = Duration.ofDays(1);

	private final Path data;

	private final Path folder;

	private final Roots roots;

	Staging(DataSettings data) {
		this.data = data.dataDir();
		this.folder = data.dataDir().resolve("uploads").resolve(StorageKeys.INCOMING);
		this.roots = Roots.own(this.folder);
	}

	/**
	 * Names a new file. Its folder may not exist yet.
	 * @return an absolute path
	 */
	public Path newFile() {
		return this.folder.resolve(Ids.next() + PART);
	}

	/**
	 * Opens a temporary file, blocking.
	 * @param file from {@link #newFile}
	 * @return must be closed
	 * @throws IOException if it is missing or lies elsewhere
	 */
	public CheckedFile open(Path file) throws IOException {
		return this.roots.open(file);
	}

	/**
	 * Finds what killed processes have left behind, blocking.
	 * @return the files older than {@link #AGE}, also such as {@link #newFile} never
	 * names
	 * @throws IOException if a folder cannot be read
	 */
	public List<Path> leftover() throws IOException {
		List<Path> old = new ArrayList<>();
		for (Path area : entries(this.data)) {
			for (Path file : entries(area.resolve(StorageKeys.INCOMING))) {
				if (isOld(file)) {
					old.add(file);
				}
			}
		}
		return old;
	}

	private static List<Path> entries(Path folder) throws IOException {
		List<Path> entries = new ArrayList<>();
		if (Files.isDirectory(folder)) {
			try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
				stream.forEach(entries::add);
			}
			entries.sort(null);
		}
		return entries;
	}

	private static boolean isOld(Path file) throws IOException {
		try {
			return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
				.toInstant()
				.isBefore(Instant.now().minus(AGE));
		}
		catch (NoSuchFileException ex) {
			return false;
		}
	}

}
