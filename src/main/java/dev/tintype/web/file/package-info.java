/**
 * Responds with the bytes of files.
 */
@ApplicationModule(allowedDependencies = { "data.storage", "web.http", "web.ndjson" })
@NullMarked
package dev.tintype.web.file;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
