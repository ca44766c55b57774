/**
 * Stores, opens, reads and deletes the files of the photo library.
 *
 * <p>
 * {@code LibraryFiles} stores files under names that are free, and opens and deletes
 * them. {@code PictureReading} reads what a picture says. {@code FileChange} deletes what
 * a change of rows made superfluous: the former files after the commit, the new files
 * after a failure.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "data.storage", "image.root", "imaging.hash", "imaging.metadata",
		"imaging.probe", "imaging.work", "imaging.xmp", "library.naming", "library.setting", "library.version",
		"operation.archive", "operation.integrity", "support", "web.http" })
@NullMarked
package dev.tintype.library.file;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
