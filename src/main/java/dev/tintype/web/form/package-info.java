/**
 * Multipart forms: reads their parts as they arrive, and refuses malformed ones.
 */
@ApplicationModule(allowedDependencies = { "support", "web.http" })
@NullMarked
package dev.tintype.web.form;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
