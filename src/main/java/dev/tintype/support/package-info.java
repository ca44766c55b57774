/**
 * What every feature stands on: ids, texts, hashes, transactions, the database's dialect;
 * no word of the domain.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package dev.tintype.support;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.ApplicationModule;
