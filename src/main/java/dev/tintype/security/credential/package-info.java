/**
 * Keys and sessions as credentials: how they look, how they are checked, and how they are
 * cached.
 */
@ApplicationModule(allowedDependencies = { "data.sql", "support", "web.http", "web.security" })
@NullMarked
package dev.tintype.security.credential;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
