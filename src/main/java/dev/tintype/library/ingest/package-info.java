/**
 * Ingests pictures into the library: uploads, and images that are registered or uploaded
 * already.
 *
 * <p>
 * {@code IngestForm} and {@code IngestRequest} read the items of a request.
 * {@code AssetIngestion} processes them in chunks: {@code IngestPreparation} reads each
 * picture and stores its file, then {@code IngestWriter} writes the rows of the chunk.
 */
@ApplicationModule(allowedDependencies = { "caption.save", "data.batch", "data.sql", "data.storage", "image.content",
		"image.registry", "imaging.metadata", "imaging.probe", "imaging.thumbnail", "imaging.work", "imaging.xmp",
		"library.conflict", "library.face", "library.file", "library.likeness", "library.setting", "library.version",
		"support", "web.form", "web.http", "web.idempotency", "web.ndjson" })
@NullMarked
package dev.tintype.library.ingest;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
