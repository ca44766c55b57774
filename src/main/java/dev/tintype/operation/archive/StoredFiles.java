package dev.tintype.operation.archive;

import java.nio.file.Path;

/**
 * The files that belong to rows of the database and lie beside it.
 */
public interface StoredFiles {

	/**
	 * Where they are.
	 * @return an absolute path of a folder that may not exist yet
	 */
	Path folder();

	/**
	 * Tells a stored file from what is on its way to be one or to be deleted.
	 * @param file below the folder, relative to it
	 * @return whether a row may refer to it
	 */
	boolean isStored(Path file);

	/**
	 * Lets the rows refer to another folder.
	 * @return a statement for both databases with two parameters of text in this order:
	 * the folder now, the folder before
	 */
	String relocation();

}
