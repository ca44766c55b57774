/**
 * Limits on request bodies: size, time, and the slowest rate that is accepted.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "support", "web.http" })
@NullMarked
package dev.tintype.web.body;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
