/**
 * The bytes of images: uploads, originals and thumbnails as they are sent, and the
 * deletion of files.
 *
 * <p>
 * An upload goes through these types: {@code UploadHandler} reads the request, and
 * {@code UploadBatch} receives its files. {@code UploadSink} writes one file to a
 * temporary file and hashes it; whole, it is a {@code StagedUpload}. {@code Uploads}
 * moves it to its place, and {@code SetAside} keeps the former content until the row is
 * committed. {@code StaleUploads} deletes the temporary files of a killed process,
 * {@code UnreferencedFiles} those that no row refers to.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "image.path", "image.registry", "imaging.probe",
		"imaging.thumbnail", "imaging.work", "operation.archive", "operation.integrity", "support", "web.form",
		"web.http", "web.idempotency", "web.ndjson" })
@NullMarked
package dev.tintype.image.content;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
