package dev.tintype.operation.copy;

/**
 * Hears how far a backup or a restore is. It is called by the thread that works, about
 * every thousand rows and at the end of each table. What it throws ends the work like any
 * failure: nothing is left behind.
 */
@FunctionalInterface
public interface ArchiveProgress {

	/** For whom it does not matter. */
	ArchiveProgress NONE = (step, rows, ofRows) -> {
	};

	/**
	 * Tells how far a step is.
	 */
	void at(Step step, long rows, long ofRows);

	/** What takes its time. A restore is some of them, one behind the other. */
	enum Step {

		/** Rows go from the database to the file. */
		BACKUP,

		/** Stored files go into the file, or out of it. */
		FILES,

		/** The file is compared with its manifest. */
		VERIFY,

		/** Rows go from the file to the database. */
		RESTORE

	}

}
