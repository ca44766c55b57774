/**
 * Reads and writes the captions that lie beside registered images, in text files with the
 * same base name.
 */
@ApplicationModule(allowedDependencies = { "caption.file", "caption.save", "data.sql", "image.folder", "image.registry",
		"image.root", "operation.job", "search.filter", "support", "web.http" })
@NullMarked
package dev.tintype.caption.sidecar;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
