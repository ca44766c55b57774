/**
 * What every feature stands on: ids, texts, hashes, files, what it tells of its tables;
 * no word of the domain.
 */
@ApplicationModule(allowedDependencies = "sql")
@NullMarked
package dev.tintype.support;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
