package dev.tintype.image.folder;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import dev.tintype.image.folder.Subfolders.Item;
import dev.tintype.image.root.ImageRoots;
import dev.tintype.support.CheckedFolder;
import dev.tintype.support.FileNames;
import dev.tintype.support.OutsideRootsException;
import dev.tintype.support.Roots;
import dev.tintype.support.Texts;
import dev.tintype.web.http.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Lists the folders in a folder and counts their pictures, as a registration would find
 * them: it ignores hidden entries and follows links that lead below a root. An instance
 * serves one request. All methods access the disk.
 */
final class FolderBrowsing {

	/** The most folders of a response. */
	static final int LISTED = 10_000;

	/**
	 * The most entries that are looked at to count pictures. It takes about half a
	 * second.
	 */
	static final int COUNTED = 100_000;

	private final ImageRoots roots;

	/** How many more entries may be looked at. */
	private int left;

	FolderBrowsing(ImageRoots roots, int counted) {
		this.roots = roots;
		this.left = counted;
	}

	/**
	 * Lists the folders in a folder.
	 * @param text an absolute path; null for the roots
	 * @throws ProblemException of type {@code INVALID_REQUEST} if the path is not that of
	 * a folder below the roots, or the folder cannot be read
	 */
	Subfolders list(@Nullable String text) {
		if (text == null) {
			List<Item> items = new ArrayList<>();
			this.roots.existing().forEach((root) -> add(items, root, root));
			return new Subfolders(null, null, items, false);
		}
		Roots.Place place = this.roots.place(text);
		Path folder = place.path();
		if (folder == null) {
			throw ProblemException.invalid("path", place.fault());
		}
		try (CheckedFolder opened = this.roots.openFolder(folder)) {
			List<Item> items = new ArrayList<>();
			boolean truncated = addAll(items, opened);
			return new Subfolders(FileNames.text(opened.path()), parent(opened.path()), items, truncated);
		}
		catch (IOException ex) {
			throw ProblemException.invalid("path", "cannot be read");
		}
	}

	private @Nullable String parent(Path folder) {
		Path parent = folder.getParent();
		return (parent != null && this.roots.place(FileNames.text(parent)).path() != null) ? FileNames.text(parent)
				: null;
	}

	private boolean addAll(List<Item> items, CheckedFolder parent) throws IOException {
		for (Path name : parent.names()) {
			Path folder = real(parent, name, BasicFileAttributes::isDirectory);
			if (folder != null && items.size() == LISTED) {
				return true;
			}
			if (folder != null) {
				add(items, parent.path().resolve(name), folder);
			}
		}
		return false;
	}

	private void add(List<Item> items, Path entry, Path real) {
		try (CheckedFolder folder = this.roots.openFolder(real)) {
			String name = (entry.getFileName() != null) ? FileNames.name(entry) : FileNames.text(entry);
			items.add(new Item(name, FileNames.text(folder.path()), pictures(folder), 0));
		}
		// The data folder may lie below a root. Any folder may be gone by now.
		catch (OutsideRootsException | NoSuchFileException ex) {
			return;
		}
		catch (IOException ex) {
			items.add(new Item(FileNames.name(entry), FileNames.text(real), null, 0));
		}
	}

	private @Nullable Integer pictures(CheckedFolder folder) {
		try {
			List<Path> names = folder.names(this.left + 1);
			if (names.size() > this.left) {
				this.left = 0;
				return null;
			}
			this.left -= names.size();
			return (int) names.stream()
				.filter((name) -> FolderWalk.isSupported(name.toString()))
				.filter((name) -> real(folder, name, BasicFileAttributes::isRegularFile) != null)
				.count();
		}
		catch (IOException ex) {
			return null;
		}
	}

	private @Nullable Path real(CheckedFolder parent, Path name, Predicate<BasicFileAttributes> kind) {
		if (name.toString().startsWith(".")) {
			return null;
		}
		Path entry = parent.path().resolve(name);
		try {
			BasicFileAttributes attributes = parent.attributes(name);
			Roots.Found found = attributes.isSymbolicLink() ? this.roots.look(entry)
					: new Roots.Found(entry, attributes);
			return (kind.test(found.attributes()) && isStorable(found.path(), name)) ? found.path() : null;
		}
		catch (IOException ex) {
			return null;
		}
	}

	private static boolean isStorable(Path real, Path name) {
		return FileNames.isText(real) && FileNames.isText(name)
				&& Texts.unstorable(FileNames.text(real) + FileNames.name(name)) == null;
	}

}
