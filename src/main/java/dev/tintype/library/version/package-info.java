/**
 * The rows of assets and their versions: locks, writes with all derived columns, pointers
 * to photos, counts of tags, and the history.
 */
@ApplicationModule(allowedDependencies = { "data.batch", "data.change", "data.sql", "support", "web.http" })
@NullMarked
package dev.tintype.library.version;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
