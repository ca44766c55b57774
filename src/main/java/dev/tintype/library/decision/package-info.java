/**
 * Lists the pictures that wait because they are like an asset, and carries out the
 * decisions about them.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "image.content", "library.conflict", "library.file",
		"library.ingest", "library.tier", "library.version", "support", "web.http", "web.idempotency", "web.listing" })
@NullMarked
package dev.tintype.library.decision;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
