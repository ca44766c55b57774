/**
 * Walks and scans folders of pictures on disk, and registers their files as images.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.change", "data.sql", "image.registry", "image.root",
		"imaging.metadata", "imaging.probe", "imaging.thumbnail", "imaging.work", "operation.job", "support",
		"web.http", "web.idempotency", "web.ndjson" })
@NullMarked
package dev.tintype.image.folder;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
