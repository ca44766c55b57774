package dev.tintype.image.folder;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

import dev.tintype.image.root.ImageRoots;
import dev.tintype.support.CheckedFolder;
import dev.tintype.support.FileNames;
import dev.tintype.support.OutsideRootsException;
import dev.tintype.support.Roots;
import dev.tintype.support.Texts;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Schedulers;

/**
 * Walks through a folder: first its pictures sorted by name, then its subfolders. It
 * ignores hidden entries. It follows a link that leads below a root, but enters no folder
 * twice. It holds one folder and its names at a time.
 */
final class FolderWalk {

	private static final Set<String> SUFFIXES = Set.of("jpg", "jpeg", "jpe", "jfif", "png", "webp", "bmp", "gif", "tif",
			"tiff");

	/**
	 * Suffixes of unsupported pictures: a folder of them must not look empty. The bytes
	 * of such a file decide, as for any other file.
	 */
	private static final Set<String> OTHER_SUFFIXES = Set.of("heic", "heif", "hif", "avif", "jxl", "jp2", "j2k", "jpf",
			"jpx", "jxr", "wdp", "hdp", "psd", "psb", "ico", "svg", "tga", "exr", "hdr", "3fr", "arw", "cr2", "cr3",
			"crw", "dcr", "dng", "erf", "fff", "iiq", "kdc", "mef", "mos", "mrw", "nef", "nrw", "orf", "pef", "raf",
			"raw", "rw2", "rwl", "sr2", "srf", "srw", "x3f");

	private final ImageRoots roots;

	private final boolean recursive;

	private final Deque<Path> folders = new ArrayDeque<>();

	private final Set<Path> visited = new HashSet<>();

	private Iterator<Path> entries = Collections.emptyIterator();

	private List<Path> subfolders = new ArrayList<>();

	private @Nullable CheckedFolder folder;

	private FolderWalk(Path folder, boolean recursive, ImageRoots roots) {
		this.roots = roots;
		this.recursive = recursive;
		this.folders.add(folder);
	}

	/**
	 * Finds the files of a folder.
	 * @param recursive whether to include subfolders
	 * @param roots below which links may lead
	 * @return the files with the suffix of a picture, supported or not, read on demand on
	 * {@code boundedElastic}
	 */
	static Flux<FoundFile> files(Path folder, boolean recursive, ImageRoots roots) {
		return Flux
			.<FoundFile, FolderWalk>generate(() -> new FolderWalk(folder, recursive, roots), FolderWalk::next,
					FolderWalk::close)
			.subscribeOn(Schedulers.boundedElastic());
	}

	/**
	 * Whether a file has the suffix of a supported picture.
	 */
	static boolean isSupported(String filename) {
		return SUFFIXES.contains(suffix(filename));
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
				FoundFile file = look(Objects.requireNonNull(this.folder), this.entries.next());
				if (file != null) {
					return file;
				}
			}
			Collections.reverse(this.subfolders);
			this.subfolders.forEach(this.folders::push);
			this.subfolders = new ArrayList<>();
			Path next = this.folders.poll();
			if (next == null) {
				return null;
			}
			FoundFile unreadable = open(next);
			if (unreadable != null) {
				return unreadable;
			}
		}
	}

	private @Nullable FoundFile open(Path path) {
		close();
		try {
			CheckedFolder opened = this.roots.openFolder(path);
			this.folder = opened;
			this.entries = this.visited.add(opened.path()) ? opened.names().iterator() : Collections.emptyIterator();
			return null;
		}
		// The data folder may lie below a root, and a link may lead anywhere.
		catch (OutsideRootsException ex) {
			return null;
		}
		catch (IOException ex) {
			return FoundFile.skipped(path, FileNames.isText(path) ? "the folder cannot be read" : FileNames.NO_TEXT);
		}
	}

	private void close() {
		this.entries = Collections.emptyIterator();
		if (this.folder != null) {
			this.folder.close();
			this.folder = null;
		}
	}

	private @Nullable FoundFile look(CheckedFolder parent, Path name) {
		if (name.toString().startsWith(".")) {
			return null;
		}
		String suffix = suffix(name.toString());
		boolean picture = SUFFIXES.contains(suffix) || OTHER_SUFFIXES.contains(suffix);
		Path entry = parent.path().resolve(name);
		try {
			BasicFileAttributes attributes = parent.attributes(name);
			Path real = entry;
			if (attributes.isSymbolicLink()) {
				Roots.Found target = this.roots.look(entry);
				real = target.path();
				attributes = target.attributes();
			}
			if (attributes.isDirectory()) {
				if (this.recursive) {
					this.subfolders.add(real);
				}
				return null;
			}
			return picture ? found(entry, real, attributes) : null;
		}
		catch (OutsideRootsException | NoSuchFileException ex) {
			return picture ? FoundFile.skipped(entry, "the link leads nowhere or out of the allowed folders") : null;
		}
		catch (IOException ex) {
			return picture ? FoundFile.skipped(entry, "the file cannot be read") : null;
		}
	}

	private static FoundFile found(Path entry, Path real, BasicFileAttributes attributes) {
		if (!attributes.isRegularFile()) {
			return FoundFile.skipped(entry, "not a regular file");
		}
		// A name on disk may be any bytes. A name that is not text would be registered as
		// a path that does not exist.
		if (!FileNames.isText(entry) || !FileNames.isText(real)) {
			return FoundFile.skipped(entry, FileNames.NO_TEXT);
		}
		FoundFile file = FoundFile.of(entry, real, attributes.size(), attributes.lastModifiedTime().toInstant());
		String fault = Texts.unstorable(file.path() + file.filename());
		if (fault != null) {
			return FoundFile.skipped(entry, "its path " + fault);
		}
		return (file.path().getBytes(StandardCharsets.UTF_8).length > ImageRoots.PATH_BYTES)
				? FoundFile.skipped(entry, "its path is longer than " + ImageRoots.PATH_BYTES + " bytes") : file;
	}

	private static String suffix(String name) {
		return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
	}

}
