/**
 * Imports a library of Pictallion.
 */
@ApplicationModule(allowedDependencies = { "caption.save", "data.batch", "data.sql", "image.content", "image.root",
		"imaging.metadata", "imaging.probe", "imaging.work", "library.collection", "library.face", "library.file",
		"library.relationship", "library.setting", "library.version", "operation.pictallion", "support", "web.http" })
@NullMarked
package dev.tintype.library.pictallion;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
