/**
 * Decoding pictures of every kind, within bounds of memory and time.
 */
@ApplicationModule(allowedDependencies = { "picture", "header", "support" })
@NullMarked
package dev.tintype.decode;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
