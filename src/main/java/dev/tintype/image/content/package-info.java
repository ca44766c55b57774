/**
 * Receives uploads, and opens the files of images.
 *
 * <p>
 * An upload goes through these types: {@code UploadHandler} reads the request, and
 * {@code UploadBatch} receives its files. {@code UploadSink} writes one file to a
 * temporary file and hashes it; the complete file is a {@code StagedUpload}.
 * {@code Uploads} stores it under a new key, and {@code ImageContent} records that in the
 * row and then deletes the former file. {@code StaleUploads} deletes the temporary files
 * of a killed process, {@code UnreferencedFiles} the stored files that no row refers to.
 */
@ApplicationModule(allowedDependencies = { "data.change", "data.sql", "data.storage", "data.store", "image.path",
		"image.registry", "image.root", "imaging.metadata", "imaging.probe", "imaging.thumbnail", "imaging.work",
		"operation.archive", "operation.integrity", "security.audit", "support", "web.form", "web.http",
		"web.idempotency", "web.ndjson" })
@NullMarked
package dev.tintype.image.content;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
