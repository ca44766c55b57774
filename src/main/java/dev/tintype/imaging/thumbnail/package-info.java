/**
 * Makes thumbnails and stores them.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "imaging.decode", "imaging.probe", "imaging.work",
		"operation.integrity", "support" })
@NullMarked
package dev.tintype.imaging.thumbnail;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
