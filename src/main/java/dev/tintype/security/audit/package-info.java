/**
 * The log of who did what that cannot be undone, or that concerns credentials.
 */
@ApplicationModule(allowedDependencies = { "security.limit", "web.http" })
@NullMarked
package dev.tintype.security.audit;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
