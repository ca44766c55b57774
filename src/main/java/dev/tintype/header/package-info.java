/**
 * Reading headers: what kind of picture a file is, how large, and what decoding it takes.
 */
@ApplicationModule(allowedDependencies = { "support", "picture" })
@NullMarked
package dev.tintype.header;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
