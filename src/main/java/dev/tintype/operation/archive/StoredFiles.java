package dev.tintype.operation.archive;

import java.nio.file.Path;

/**
 * The files that belong to rows of the database and are stored beside it.
 */
public interface StoredFiles {

	/**
	 * The folder of the files.
	 * @return an absolute path of a folder that may not exist yet
	 */
	Path folder();

	/**
	 * Distinguishes stored files from files that are being written or deleted.
	 * @param file relative to the folder
	 * @return whether a row may refer to the file
	 */
	boolean isStored(Path file);

	/**
	 * The statement that makes the rows refer to another folder.
	 * @return a statement for both databases with two text parameters in this order: the
	 * new folder, the old folder
	 */
	String relocation();

}
