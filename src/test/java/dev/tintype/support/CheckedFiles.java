package dev.tintype.support;

import java.nio.file.Path;

/**
 * Opens files of tests.
 */
public final class CheckedFiles {

	private CheckedFiles() {
	}

	/**
	 * A file in a folder of a test.
	 * @param file absolute
	 * @return opens it
	 */
	public static CheckedFile.Source source(Path file) {
		return () -> Roots.own(file).open(file);
	}

}
