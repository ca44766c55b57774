package dev.tintype.image.folder;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The folders in a folder, or the roots.
 *
 * @param path of the folder, null for the roots
 * @param parent of the folder, null if it is a root
 * @param items sorted by name
 * @param truncated whether there are more folders than are listed
 */
record Subfolders(@Nullable String path, @Nullable String parent, List<Item> items, boolean truncated) {

	/**
	 * A folder.
	 *
	 * @param name that the user knows: that of the link, if there is one
	 * @param path the real path
	 * @param pictures the number of files with the suffix of a supported picture that are
	 * directly in the folder; null if it was not counted
	 * @param registered the number of registered images whose files are directly in the
	 * folder
	 */
	record Item(String name, String path, @Nullable Integer pictures, long registered) {

		Item registered(long count) {
			return new Item(this.name, this.path, this.pictures, count);
		}

	}

}
