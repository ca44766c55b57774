/**
 * The API description with the parameters that it allows, its page, and the pages that
 * explain problems.
 */
@ApplicationModule(allowedDependencies = { "support", "web.http" })
@NullMarked
package dev.tintype.web.openapi;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
