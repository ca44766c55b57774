package dev.tintype.operation.pictallion;

/**
 * Imports a library of Pictallion from its PostgreSQL database into the database of the
 * service.
 */
public interface PictallionImport {

	/**
	 * Imports all rows in one transaction. It blocks.
	 * @param request what to import
	 * @param progress is called with the number of assets done and of all assets
	 * @return what was imported and what was not; all or nothing is committed
	 * @throws ImportException if the source cannot be read, or the folder of the files
	 * may not be read
	 */
	ImportReport run(ImportRequest request, Progress progress);

	/**
	 * Receives the progress.
	 */
	@FunctionalInterface
	interface Progress {

		/**
		 * Receives how far the import is.
		 * @param done assets
		 * @param total assets
		 */
		void at(long done, long total);

	}

}
