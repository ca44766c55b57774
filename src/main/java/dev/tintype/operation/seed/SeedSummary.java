package dev.tintype.operation.seed;

import java.util.List;

/**
 * What a run of the seeding did, once it is committed.
 *
 * @param files in their order
 */
public record SeedSummary(List<SeededFile> files) {

	/**
	 * All rows that were added.
	 * @return their number
	 */
	public int added() {
		return this.files.stream().mapToInt(SeededFile::added).sum();
	}

	/**
	 * All rows that were there before.
	 * @return their number
	 */
	public int present() {
		return this.files.stream().mapToInt(SeededFile::present).sum();
	}

	/**
	 * What became of the rows of one file.
	 *
	 * @param file its name
	 * @param table into which they went
	 * @param rows in the file
	 * @param added of them
	 * @param present of them before, which were left as they are
	 */
	public record SeededFile(String file, String table, int rows, int added, int present) {
	}

}
