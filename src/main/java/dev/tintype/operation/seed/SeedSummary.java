package dev.tintype.operation.seed;

import java.util.List;

/**
 * The result of a committed seeding.
 *
 * @param files in their order
 */
public record SeedSummary(List<SeededFile> files) {

	/**
	 * The number of rows that were added.
	 * @return of all files together
	 */
	public int added() {
		return this.files.stream().mapToInt(SeededFile::added).sum();
	}

	/**
	 * The number of rows that existed before.
	 * @return of all files together
	 */
	public int present() {
		return this.files.stream().mapToInt(SeededFile::present).sum();
	}

	/**
	 * The result of one file.
	 *
	 * @param file its name
	 * @param table to which its rows belong
	 * @param rows in the file
	 * @param added number of rows that were added
	 * @param present number of rows that existed before and were not changed
	 */
	public record SeededFile(String file, String table, int rows, int added, int present) {
	}

}
