package dev.tintype.folder;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import dev.tintype.image.ImageRoots;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * A walk through a folder: its pictures sorted by name, then those of its folders. Hidden
 * entries are passed over; a link is followed where it leads below a root, into no folder
 * twice. It holds the names of one folder at a time.
 */
final class FolderWalk {

	private static final Set<String> SUFFIXES = Set.of("jpg", "jpeg", "png", "webp", "bmp", "gif", "tif", "tiff");

	private final ImageRoots roots;

	private final boolean recursive;

	private final Deque<Path> folders = new ArrayDeque<>();

	private final Set<Path> visited = new HashSet<>();

	private Iterator<Path> entries = Collections.emptyIterator();

	private List<Path> subfolders = new ArrayList<>();

	private FolderWalk(Path folder, boolean recursive, ImageRoots roots) {
		this.roots = roots;
		this.recursive = recursive;
		this.folders.add(folder);
	}

	/**
	 * The files of a folder.
	 * @param folder where it really is
	 * @param recursive whether the folders in it are walked too
	 * @param roots below which links may lead
	 * @return files with the suffix of a picture, as they are asked for, read on
	 * {@code boundedElastic}
	 */
	static Flux<FoundFile> files(Path folder, boolean recursive, ImageRoots roots) {
		return Flux.<FoundFile, FolderWalk>generate(() -> new FolderWalk(folder, recursive, roots), FolderWalk::next)
			.subscribeOn(Schedulers.boundedElastic());
	}

	private static FolderWalk next(FolderWalk walk, SynchronousSink<FoundFile> sink) {
		FoundFile file = walk.next();
		if (file != null) {
			sink.next(file);
		}
		else {
			sink.complete();
		}
		return walk;
	}

	private @Nullable FoundFile next() {
		while (true) {
			while (this.entries.hasNext()) {
				FoundFile file = look(this.entries.next());
				if (file != null) {
					return file;
				}
			}
			Collections.reverse(this.subfolders);
			this.subfolders.forEach(this.folders::push);
			this.subfolders = new ArrayList<>();
			Path folder = this.folders.poll();
			if (folder == null) {
				return null;
			}
			FoundFile unreadable = open(folder);
			if (unreadable != null) {
				return unreadable;
			}
		}
	}

	private @Nullable FoundFile open(Path folder) {
		List<Path> names = new ArrayList<>();
		if (this.visited.add(folder)) {
			try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
				stream.forEach(names::add);
			}
			catch (IOException | DirectoryIteratorException ex) {
				return FoundFile.skipped(folder, "the folder cannot be read");
			}
		}
		Collections.sort(names);
		this.entries = names.iterator();
		return null;
	}

	private @Nullable FoundFile look(Path entry) {
		String name = entry.getFileName().toString();
		if (name.startsWith(".")) {
			return null;
		}
		boolean picture = SUFFIXES.contains(suffix(name));
		try {
			BasicFileAttributes attributes = attributes(entry, LinkOption.NOFOLLOW_LINKS);
			Path real = entry;
			if (attributes.isSymbolicLink()) {
				if (!this.roots.contains(entry)) {
					return picture ? FoundFile.skipped(entry, "the link leads nowhere or out of the allowed folders")
							: null;
				}
				real = entry.toRealPath();
				attributes = attributes(real, LinkOption.NOFOLLOW_LINKS);
			}
			if (attributes.isDirectory()) {
				// The data folder may lie in the midst of a root.
				if (this.recursive && this.roots.contains(real)) {
					this.subfolders.add(real);
				}
				return null;
			}
			return picture ? found(real, attributes) : null;
		}
		catch (IOException ex) {
			return picture ? FoundFile.skipped(entry, "the file cannot be read") : null;
		}
	}

	private static FoundFile found(Path path, BasicFileAttributes attributes) {
		if (!attributes.isRegularFile()) {
			return FoundFile.skipped(path, "not a regular file");
		}
		String fault = Texts.unstorable(path.toString());
		if (fault != null) {
			return FoundFile.skipped(path, "its path " + fault);
		}
		if (!isText(path)) {
			return FoundFile.skipped(path, "its name is not text in the encoding of this system");
		}
		if (path.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > ImageRoots.PATH_BYTES) {
			return FoundFile.skipped(path, "its path is longer than " + ImageRoots.PATH_BYTES + " bytes");
		}
		return new FoundFile(path, attributes.size(),
				attributes.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MICROS), null);
	}

	// A name on disk is any bytes; one that is no text would be registered under a path
	// that does not exist.
	private static boolean isText(Path path) {
		try {
			return Path.of(path.toString()).equals(path);
		}
		catch (InvalidPathException ex) {
			return false;
		}
	}

	private static BasicFileAttributes attributes(Path path, LinkOption... options) throws IOException {
		return Files.readAttributes(path, BasicFileAttributes.class, options);
	}

	private static String suffix(String name) {
		return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
	}

}
