/**
 * From where a request comes, and how many requests its sender may send.
 */
@ApplicationModule(allowedDependencies = { "support", "web.http", "web.security" })
@NullMarked
package dev.tintype.security.limit;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
