/**
 * Ids, texts, hashes and files. Every module may use it; it depends on none.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tintype.support;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
