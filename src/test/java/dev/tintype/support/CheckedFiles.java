package dev.tintype.support;

import java.nio.file.Path;

/**
 * Opens files for tests.
 */
public final class CheckedFiles {

	private CheckedFiles() {
	}

	/**
	 * Returns a file in a folder of a test.
	 * @param file absolute
	 * @return opens the file
	 */
	public static CheckedFile.Source source(Path file) {
		return () -> Roots.own(file).open(file);
	}

}
