package dev.tintype.data.storage;

import dev.tintype.support.DataSettings;

/**
 * Creates storages for tests of other modules.
 */
public final class TestStorage {

	private TestStorage() {
	}

	/**
	 * Creates a storage in a folder.
	 * @return an empty storage, if the folder is empty
	 */
	public static Store inFolder(DataSettings data) {
		return new FolderStorage(data);
	}

	/**
	 * Creates the names of temporary files.
	 * @return names in the same folder
	 */
	public static Staging staging(DataSettings data) {
		return new Staging(data);
	}

}
