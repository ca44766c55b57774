package dev.tintype.operation.archive;

import java.nio.file.Path;
import java.util.List;

/**
 * The files of a feature that belong to rows of the database and are stored beside it.
 * Each feature has a folder that is named after it.
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
	 * The statements that make the rows refer to another folder.
	 * @return statements for both databases, each with two text parameters in this order:
	 * the new folder, the old folder
	 */
	List<String> relocations();

	/**
	 * Moves the column {@code file_path} of a table.
	 * @param condition selects rows, and ends with {@code AND}; empty for all rows
	 * @return a statement for {@link #relocations()}
	 */
	static String relocation(String table, String condition) {
		return """
				UPDATE %s AS moved
				SET file_path = f.now || SUBSTRING(file_path, CHAR_LENGTH(f.former) + 1)
				FROM (SELECT CAST(? AS VARCHAR) AS now, CAST(? AS VARCHAR) AS former) AS f
				WHERE %s LEFT(file_path, CHAR_LENGTH(f.former) + 1) = f.former || '/'
				""".formatted(table, condition);
	}

}
