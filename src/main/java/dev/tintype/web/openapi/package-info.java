/**
 * The API description, its page, and the pages that explain problems.
 */
@ApplicationModule(allowedDependencies = { "web.http" })
@NullMarked
package dev.tintype.web.openapi;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
