package dev.tintype.operation.copy;

/**
 * Receives the progress of a backup or a restore. The working thread calls it about every
 * thousand rows and at the end of each table. An exception from it ends the work like any
 * failure: nothing is left behind.
 */
@FunctionalInterface
public interface ArchiveProgress {

	/** Ignores the progress. */
	ArchiveProgress NONE = (step, rows, ofRows) -> {
	};

	/**
	 * Receives the progress of a step.
	 */
	void at(Step step, long rows, long ofRows);

	/** The steps that take long. A restore has several of them, one after the other. */
	enum Step {

		/** Copies rows from the database to the file. */
		BACKUP,

		/** Copies stored files into the file, or out of it. */
		FILES,

		/** Compares the file with its manifest. */
		VERIFY,

		/** Copies rows from the file to the database. */
		RESTORE

	}

}
