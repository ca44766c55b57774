/**
 * Lists the tags of the library, adds, renames, merges and deletes them.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.sql", "library.edit", "library.version", "support",
		"web.http", "web.idempotency", "web.listing" })
@NullMarked
package dev.tintype.library.tag;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
